/// A JSON document that is passed on, in files that need not know what JSON is: its library's
/// header costs each file that includes it a second of compile time, so only those include it that
/// read or write documents.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace triptych::harness {

/// A document that nobody changes any more, so that copies share it, also between threads.
class Json {
public:
    Json();  // null
    // NOLINTNEXTLINE(google-explicit-constructor): it is nothing else
    Json(nlohmann::json value);

    const nlohmann::json& value() const { return *value_; }
    bool is_null() const;

    bool operator==(const Json& other) const;

private:
    std::shared_ptr<const nlohmann::json> value_;  // never null
};

}  // namespace triptych::harness
