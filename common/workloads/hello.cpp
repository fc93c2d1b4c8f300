#include "common/workloads/hello.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <unistd.h>
#include <utility>

namespace triptych {
namespace {

/// At each hello one more greeter is present, and at each goodbye one less. If both happen at the
/// same time, the goodbye counts first: the two greeters were not present together.
double most_at_once(const Guestbook& book) {
    std::vector<std::pair<Greeting::Time, int>> changes;
    for (const Greeting& greeting : book) {
        changes.emplace_back(greeting.hello, +1);
        changes.emplace_back(greeting.goodbye, -1);
    }
    std::ranges::sort(changes);
    int present = 0;
    int most = 0;
    for (const auto& [when, change] : changes)
        most = std::max(most, present += change);
    return most;
}

}  // namespace

Greeting say_hello(std::int32_t greeter) {
    return {greeter, ::getpid(), ::gettid(), std::chrono::steady_clock::now(), {}};
}

Greeting say_goodbye(Greeting greeting) {
    greeting.goodbye = std::chrono::steady_clock::now();
    return greeting;
}

std::string check_guestbook(std::int64_t greeters, const Guestbook& book) {
    std::set<std::int32_t> signed_by;
    for (const Greeting& greeting : book) {
        if (greeting.greeter < 0 || greeting.greeter >= greeters)
            return fmt::format("greeter {} does not exist", greeting.greeter);
        if (!signed_by.insert(greeting.greeter).second)
            return fmt::format("greeter {} has signed twice", greeting.greeter);
        if (greeting.goodbye - greeting.hello < greeting_unit)
            return fmt::format("greeter {} left too early", greeting.greeter);
    }
    if (std::ssize(signed_by) != greeters)
        return fmt::format("{} of {} greeters have signed", signed_by.size(), greeters);
    return {};
}

Metrics guestbook_metrics(const Guestbook& book) {
    std::set<pid_t> processes;
    std::set<pid_t> threads;
    for (const Greeting& greeting : book) {
        processes.insert(greeting.process);
        threads.insert(greeting.thread);
    }
    return {{"processes_seen", static_cast<double>(processes.size())},
            {"threads_seen", static_cast<double>(threads.size())},
            {"greeting_at_once", most_at_once(book)}};
}

}  // namespace triptych
