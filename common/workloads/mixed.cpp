#include "common/workloads/mixed.hpp"

#include <chrono>
#include <fmt/format.h>

namespace triptych {
namespace {

// Knuth's, for 64 bits (MMIX).
constexpr std::uint64_t factor = 6'364'136'223'846'793'005;
constexpr std::uint64_t summand = 1'442'695'040'888'963'407;

}  // namespace

Mixture Mixture::of(std::int64_t tasks, int io_percent, int workers) {
    const auto wait = task_time * io_percent / 100 / task_turns;
    const double compute_seconds = in_seconds(task_time) * (100 - io_percent) / 100 / task_turns;
    Mixture mixture{.tasks = tasks, .workers = workers, .wait = wait};
    if (io_percent < 100)
        mixture.rounds = static_cast<std::int64_t>(compute_seconds * rounds_per_second());
    return mixture;
}

std::uint64_t first_state(std::int64_t task) {
    return static_cast<std::uint64_t>(task) + 1;
}

std::uint64_t compute(std::uint64_t state, std::int64_t rounds) {
    for (std::int64_t round = 0; round < rounds; ++round)
        state = state * factor + summand;
    return state;
}

/// A round is x -> a x + b. Two such steps together are one step of the same form, so the number of
/// steps can be doubled again and again.
std::uint64_t computed(std::uint64_t state, std::int64_t rounds) {
    std::uint64_t a = factor;
    std::uint64_t b = summand;
    for (auto left = static_cast<std::uint64_t>(rounds); left > 0; left /= 2) {
        if (left % 2 == 1) state = a * state + b;
        b = (a + 1) * b;
        a = a * a;
    }
    return state;
}

double rounds_per_second() {
    constexpr std::int64_t rounds = 200'000;  // a fraction of a millisecond
    constexpr int attempts = 20;
    double most = 0;
    volatile std::uint64_t end = 0;  // otherwise the compiler could leave out the computation
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto begun = std::chrono::steady_clock::now();
        end = compute(first_state(attempt), rounds);
        const double took = in_seconds(std::chrono::steady_clock::now() - begun);
        most = std::max(most, static_cast<double>(rounds) / took);
    }
    static_cast<void>(end);
    return most;
}

std::string check_states(const Mixture& mixture, std::span<const std::uint64_t> states) {
    if (std::ssize(states) != mixture.tasks)
        return fmt::format("{} of {} tasks have ended", states.size(), mixture.tasks);
    for (std::int64_t task = 0; task < mixture.tasks; ++task)
        if (states[static_cast<std::size_t>(task)] !=
            computed(first_state(task), task_turns * mixture.rounds))
            return fmt::format("task {} has computed a wrong state", task);
    return {};
}

double least_mixed_seconds(std::int64_t tasks, double wait_each, double compute_each, int cores) {
    const double shared_out = static_cast<double>(tasks) * compute_each / cores;
    return std::max(shared_out, wait_each + compute_each);
}

}  // namespace triptych
