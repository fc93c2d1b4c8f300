#include "common/workloads/shared_counter.hpp"

#include <fmt/format.h>

namespace triptych {

std::string check_nothing_lost(const Race& race, std::int64_t count) {
    if (count == race.total()) return {};
    return fmt::format("the counter is {}, but should be {}: {} updates were lost", count,
                       race.total(), race.total() - count);
}

std::string check_some_counted(const Race& race, std::int64_t count) {
    if (count >= 1 && count <= race.total()) return {};
    return fmt::format("the counter is {}, but can only be from 1 to {}", count, race.total());
}

std::string check_nothing_counted(std::int64_t count) {
    if (count == 0) return {};
    return fmt::format("the counter is {}, but should be 0: the workers had copies", count);
}

Metrics lost_updates(const Race& race, std::int64_t count) {
    const auto lost = static_cast<double>(race.total() - count);
    return {{"lost", lost}, {"lost_percent", 100 * lost / static_cast<double>(race.total())}};
}

}  // namespace triptych
