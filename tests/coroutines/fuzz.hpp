/// Shared by the fuzz tests: many tasks that do random things at any depth of calls, and are
/// cancelled, dropped or timed out meanwhile.
///
/// A run is a sequence of episodes; each has its own seed and depends on nothing else: no clock, no
/// thread. If one fails, its seed is printed. How to run longer, and how to repeat one episode:
///
///     TRIPTYCH_FUZZ_STEPS=20000000 TRIPTYCH_FUZZ_SEED=1000 build/asan/test_coroutines_fuzz
///     TRIPTYCH_FUZZ_STEPS=1 TRIPTYCH_FUZZ_SEED=1234 build/asan/test_coroutines_fuzz "Queue*"
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "common/random.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "coroutines/primitives/wait_for.hpp"
#include "tests/coroutines/some_tasks.hpp"

namespace triptych::coroutines {

inline std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
    return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

inline bool is_one_in(Random& random, std::uint32_t many) {
    return random_below(random, many) == 0;
}

/// `episode(random, steps)` returns an error message; empty if all was right.
template <typename Episode>
void fuzz(std::uint64_t steps, Episode episode) {
    constexpr int steps_of_one = 1'000;
    steps = setting("TRIPTYCH_FUZZ_STEPS", steps);
    std::uint64_t seed = setting("TRIPTYCH_FUZZ_SEED", 1);
    for (std::uint64_t done = 0; done < steps; done += steps_of_one, ++seed) {
        Random random{seed};
        INFO("repeat with: TRIPTYCH_FUZZ_STEPS=1 TRIPTYCH_FUZZ_SEED=" << seed);
        const std::string wrong = episode(random, steps_of_one);
        if (!wrong.empty()) FAIL(wrong);
        SUCCEED();
    }
}

/// Keeps the first error.
class Verdict {
public:
    void require(bool is_right, const char* rule) {
        if (!is_right && wrong_.empty()) wrong_ = rule;
    }
    bool is_right() const noexcept { return wrong_.empty(); }
    const std::string& wrong() const noexcept { return wrong_; }

private:
    std::string wrong_;
};

/// Counts the tasks inside a block, however they leave it.
class Counted {
public:
    explicit Counted(std::size_t& count) noexcept : count_{count} { ++count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() { --count_; }

private:
    std::size_t& count_;
};

/// Awaits `inner` inside `depth` calls, groups and timeouts, some of which end it early.
inline Task<> deeper(Random& random, Task<> inner, int depth) {
    if (depth == 0) {
        co_await std::move(inner);
        co_return;
    }
    Task<> next = deeper(random, std::move(inner), depth - 1);
    const std::uint32_t how = random_below(random, 5);
    if (how == 0) {
        co_await std::move(next);
    } else if (how == 1) {
        std::vector<Task<>> two;
        two.push_back(some_turns(static_cast<int>(random_below(random, 3))));
        two.push_back(std::move(next));
        co_await gather(std::move(two));
    } else if (how == 2) {  // at once or never, so that it does not depend on the clock
        const std::chrono::hours timeout{random_below(random, 2)};
        try {
            co_await wait_for(std::move(next), timeout);
        } catch (const TimeoutError&) {
        }
    } else {
        TaskGroup group;
        group.create_task(std::move(next));
        co_await some_turns(static_cast<int>(random_below(random, 5)));
        if (how == 3) co_return;  // drops it
        if (is_one_in(random, 2)) group.cancel();
        co_await group.join();
    }
}

/// Tasks in groups that can be dropped.
class Crowd {
public:
    explicit Crowd(Random& random) : random_{random}, gangs_(4) {}

    /// Starts `make()`, or cancels or drops some of the tasks that were started.
    template <typename Make>
    void act(Make& make) {
        Gang& gang = gangs_[random_below(random_, 4)];
        const std::uint32_t what = random_below(random_, 12);
        if (what == 0) {
            gang.futures.clear();
            gang.group = std::make_unique<TaskGroup>();
        } else if (what <= 2 && !gang.futures.empty()) {
            const auto which =
                random_below(random_, static_cast<std::uint32_t>(gang.futures.size()));
            gang.futures[which].cancel();
        } else {
            std::erase_if(gang.futures, [](const Future<>& future) { return future.done(); });
            if (gang.futures.size() == 6) return;
            const int depth = static_cast<int>(random_below(random_, 4));
            gang.futures.push_back(gang.group->create_task(deeper(random_, make(), depth)));
        }
    }

    /// Drops all tasks.
    void clear() { gangs_.clear(); }

private:
    struct Gang {
        std::unique_ptr<TaskGroup> group = std::make_unique<TaskGroup>();
        std::vector<Future<>> futures;
    };

    Random& random_;
    std::vector<Gang> gangs_;
};

/// Lets other tasks run until `is_so()`; returns false if that does not become true.
template <typename Condition>
Task<bool> bebecomes_true(Condition& is_so) {
    for (int turn = 0; turn < 2'000 && !is_so(); ++turn)
        co_await yield();
    co_return is_so();
}

}  // namespace triptych::coroutines
