/// A JSON document, for files that only pass it on. The library's header takes a second to compile,
/// so only files that read or write documents include it.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace triptych::harness {

/// An immutable document. Copies share it. Thread-safe, because it never changes.
class Json {
public:
    Json();  // null
    // NOLINTNEXTLINE(google-explicit-constructor): a lossless conversion
    Json(nlohmann::json value);

    const nlohmann::json& value() const { return *value_; }
    bool is_null() const;

    bool operator==(const Json& other) const;

private:
    std::shared_ptr<const nlohmann::json> value_;  // never null
};

}  // namespace triptych::harness
