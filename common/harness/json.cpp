#include "common/harness/json.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace triptych::harness {

Json::Json() : Json{nlohmann::json{}} {}

Json::Json(nlohmann::json value)
    : value_{std::make_shared<const nlohmann::json>(std::move(value))} {}

bool Json::is_null() const {
    return value().is_null();
}

bool Json::operator==(const Json& other) const {
    return value() == other.value();
}

}  // namespace triptych::harness
