/// Work, done in each of the three models, and how long that took here.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <limits>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include "common/cores.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "exercise.hpp"
#include "processes/primitives/process.hpp"

namespace triptych::exercises {

inline constexpr std::array models{Model::threads, Model::processes, Model::coroutines};

inline const char* name_of(Model model) {
    if (model == Model::threads) return "threads";
    return model == Model::processes ? "processes" : "coroutines";
}

inline Work weather() {
    return {100, 1, 0, false, static_cast<int>(cores_allowed())};
}

inline Work pictures() {
    return {4, 0, 5, false, static_cast<int>(cores_allowed())};
}

inline Work plug_ins() {
    return {4, 0, 1, true, static_cast<int>(cores_allowed())};
}

/// About so long on one core; the same number of steps on each machine.
inline void compute(double milliseconds) {
    std::uint64_t value = 1;
    const auto steps = static_cast<std::int64_t>(milliseconds * 700'000);
    for (std::int64_t step = 0; step < steps; ++step)
        value = value * 6364136223846793005U + 1442695040888963407U;
    [[maybe_unused]] const volatile std::uint64_t result = value;
}

inline void crash_if(bool crashes) {
    if (crashes) ::kill(::getpid(), SIGKILL);
}

inline std::chrono::duration<double, std::milli> waiting_time(const Work& work) {
    return std::chrono::duration<double, std::milli>{work.waits_ms};
}

/// The first task is the one that crashes, if there is one.
inline void do_one(const Work& work, int number) {
    if (work.waits_ms > 0) std::this_thread::sleep_for(waiting_time(work));
    compute(work.computes_ms);
    crash_if(work.may_crash && number == 0);
}

inline coroutines::Task<> await_one(const Work& work, int number) {
    if (work.waits_ms > 0)
        co_await coroutines::sleep_for(
            std::chrono::duration_cast<std::chrono::nanoseconds>(waiting_time(work)));
    compute(work.computes_ms);
    crash_if(work.may_crash && number == 0);
}

inline void do_all(const Work& work, Model model) {
    if (model == Model::threads) {
        std::vector<std::jthread> all;
        for (int number = 0; number < work.tasks; ++number)
            all.emplace_back([&work, number] { do_one(work, number); });
    } else if (model == Model::processes) {
        std::vector<processes::Process> all;
        for (int number = 0; number < work.tasks; ++number)
            all.emplace_back([&work, number] { do_one(work, number); });
    } else {
        std::vector<coroutines::Task<>> all;
        for (int number = 0; number < work.tasks; ++number)
            all.push_back(await_one(work, number));
        coroutines::run(coroutines::gather(std::move(all)));
    }
}

/// In a process of its own, because a crash may end it; infinite if it did. Throws what else ended
/// it: then there is nothing to compare.
inline double milliseconds_for(const Work& work, Model model) {
    const auto start = std::chrono::steady_clock::now();
    processes::Process whole{[&] { do_all(work, model); }};
    try {
        whole.join();
    } catch (const std::exception&) {
        if (!work.may_crash) throw;
        return std::numeric_limits<double>::infinity();
    }
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

/// Of each model, in their order: the shortest of several rounds, so that other programs count
/// little.
inline std::array<double, 3> measure(const Work& work) {
    std::array<double, 3> shortest{};
    shortest.fill(std::numeric_limits<double>::infinity());
    for (int round = 0; round < 5; ++round)
        for (std::size_t i = 0; i < models.size(); ++i)
            shortest[i] = std::min(shortest[i], milliseconds_for(work, models[i]));
    return shortest;
}

inline std::string in_ms(double milliseconds) {
    if (milliseconds == std::numeric_limits<double>::infinity()) return "crashed";
    std::array<char, 32> text{};
    (void)std::snprintf(text.data(), text.size(), "%.1f ms", milliseconds);
    return text.data();
}

}  // namespace triptych::exercises
