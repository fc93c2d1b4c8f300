#include "common/workloads/deadlock.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace triptych {
namespace {

constexpr auto who_waits_for_whom =
    "worker 0 holds lock 0 and waits for lock 1; worker 1 holds lock 1 and waits for lock 0";

std::string check_additions(std::int64_t rounds, std::int64_t additions) {
    if (additions == 2 * rounds) return {};
    return fmt::format("there were {} additions, but there should be {}", additions, 2 * rounds);
}

}  // namespace

std::string check_deadlocks_broken(std::int64_t rounds, const DeadlockReport& report) {
    for (const Deadlock& deadlock : report.deadlocks)
        if (deadlock.who != who_waits_for_whom)
            return fmt::format(R"(the watchdog reported "{}", but should report "{}")",
                               deadlock.who, who_waits_for_whom);
    if (static_cast<std::int64_t>(report.deadlocks.size()) != rounds)
        return fmt::format("{} deadlocks were found, but there was one in each of {} rounds",
                           report.deadlocks.size(), rounds);
    return check_additions(rounds, report.additions);
}

std::string check_no_deadlock(std::int64_t rounds, const DeadlockReport& report) {
    if (!report.deadlocks.empty())
        return fmt::format(R"(there can be no deadlock, but the watchdog reported "{}")",
                           report.deadlocks.front().who);
    return check_additions(rounds, report.additions);
}

std::string check_no_worker_ended(std::int64_t ended) {
    if (ended == 0) return {};
    return fmt::format("{} workers ended, although they were in a deadlock", ended);
}

Metrics deadlocks_found(const DeadlockReport& report) {
    Metrics metrics{{"deadlocks", static_cast<double>(report.deadlocks.size())}};
    if (report.deadlocks.empty()) return metrics;
    std::vector<Deadlock> found = report.deadlocks;
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
    std::ranges::nth_element(found, middle, {}, &Deadlock::after);
    metrics["found_p50_us"] = 1e6 * middle->after.count();
    return metrics;
}

}  // namespace triptych
