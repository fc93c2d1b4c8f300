#include "common/workloads/db_update.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace triptych {
namespace {

constexpr std::int64_t once = updated(0);
constexpr std::int64_t twice = updated(once);

std::string check_number(std::int64_t rounds, std::span<const std::int64_t> values) {
    if (static_cast<std::int64_t>(values.size()) == rounds) return {};
    return fmt::format("there are {} values for {} rounds", values.size(), rounds);
}

}  // namespace

std::string check_both_updated(std::int64_t rounds, std::span<const std::int64_t> values) {
    for (std::size_t round = 0; round < values.size(); ++round)
        if (values[round] != twice)
            return fmt::format("round {} ended with {}, but should end with {}", round,
                               values[round], twice);
    return check_number(rounds, values);
}

std::string check_some_updated(std::int64_t rounds, std::span<const std::int64_t> values) {
    for (std::size_t round = 0; round < values.size(); ++round)
        if (values[round] != once && values[round] != twice)
            return fmt::format("round {} ended with {}, but can only end with {} or {}", round,
                               values[round], once, twice);
    return check_number(rounds, values);
}

Metrics lost_rounds(std::span<const std::int64_t> values) {
    const auto lost = static_cast<double>(std::ranges::count(values, once));
    const auto rounds = static_cast<double>(values.size());
    return {{"lost_rounds", lost}, {"lost_percent", rounds == 0 ? 0 : 100 * lost / rounds}};
}

}  // namespace triptych
