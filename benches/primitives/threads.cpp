/// The prices of threads: create one, wake one and be woken, and switch from one to another.
#include <benchmark/benchmark.h>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <linux/futex.h>
#include <mutex>
#include <sched.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "common/refusal.hpp"

namespace {

enum class Turn : std::uint32_t { ours, theirs, over };

void create_and_join(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state)
        std::thread{[] {}}.join();
}

/// Creates many threads, which each do `work`. They are joined only when all have been created, so
/// none can reuse the stack of one that has ended.
template <typename Work>
void create_many(benchmark::State& state, Work work) {
    constexpr int many = 100;
    for ([[maybe_unused]] const auto turn : state) {
        std::vector<std::jthread> threads;
        threads.reserve(many);
        for (int i = 0; i < many; ++i)
            threads.emplace_back(work);
    }
    state.SetItemsProcessed(state.iterations() * many);
}

void create_many_and_join(benchmark::State& state) {
    create_many(state, [] {});
}

/// The sleeps overlap, so the price is that of falling asleep and waking up.
void create_many_that_sleep(benchmark::State& state) {
    create_many(state, [] { std::this_thread::sleep_for(std::chrono::nanoseconds{1}); });
}

/// How much longer a sleep takes than requested: on Linux a thread's timer has a slack of 50 us
/// (prctl(2), PR_SET_TIMERSLACK), and then the thread must get a core again.
void sleep_lateness(benchmark::State& state) {
    constexpr std::chrono::microseconds asked{200};
    for ([[maybe_unused]] const auto turn : state) {
        const auto begun = std::chrono::steady_clock::now();
        std::this_thread::sleep_for(asked);
        const std::chrono::duration<double> late = std::chrono::steady_clock::now() - begun - asked;
        state.SetIterationTime(late.count());
    }
}

/// A round trip: each thread waits for its turn, and then gives the turn to the other.
template <typename Ball>
void play(benchmark::State& state, Ball& ball) {
    const std::jthread other{[&] {
        while (ball.wait_while(Turn::ours) != Turn::over)
            ball.give(Turn::ours);
    }};
    for ([[maybe_unused]] const auto turn : state) {
        ball.give(Turn::theirs);
        ball.wait_while(Turn::theirs);
    }
    ball.give(Turn::over);
}

class ConditionBall {
public:
    void give(Turn next) {
        {
            const std::lock_guard lock{mutex_};
            whose_ = next;
        }
        changed_.notify_one();
    }

    /// Waits while it is `one`'s turn. Returns whose turn it is then.
    Turn wait_while(Turn one) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return whose_ != one; });
        return whose_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    Turn whose_ = Turn::ours;  // guarded by mutex_
};

/// The same with the kernel's own call (futex(2)), which all the others use.
class FutexBall {
public:
    void give(Turn next) {
        __atomic_store_n(&whose_, static_cast<std::uint32_t>(next), __ATOMIC_RELEASE);
        ::syscall(SYS_futex, &whose_, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
    }

    Turn wait_while(Turn one) {
        const auto unwanted = static_cast<std::uint32_t>(one);
        std::uint32_t now = 0;
        while ((now = __atomic_load_n(&whose_, __ATOMIC_ACQUIRE)) == unwanted)
            ::syscall(SYS_futex, &whose_, FUTEX_WAIT_PRIVATE, unwanted, nullptr, nullptr, 0);
        return static_cast<Turn>(now);
    }

private:
    std::uint32_t whose_ = static_cast<std::uint32_t>(Turn::ours);
};

template <typename Ball>
void round_trip(benchmark::State& state) {
    Ball ball;
    play(state, ball);
}

/// Two threads on one core yield to each other, as the processes of lmbench's lat_ctx do. Each turn
/// of the loop is a switch there and one back.
void context_switches(benchmark::State& state) {
    cpu_set_t before;
    CPU_ZERO(&before);
    ::sched_getaffinity(0, sizeof before, &before);
    cpu_set_t here;
    CPU_ZERO(&here);
    CPU_SET(static_cast<unsigned>(::sched_getcpu()), &here);
    if (::sched_setaffinity(0, sizeof here, &here) == -1)
        triptych::throw_refused(errno, "sched_setaffinity");
    {
        const std::jthread other{[](const std::stop_token& stop) {  // it inherits the core
            while (!stop.stop_requested())
                ::sched_yield();
        }};
        ::sched_yield();
        for ([[maybe_unused]] const auto turn : state)
            ::sched_yield();
        state.SetItemsProcessed(2 * state.iterations());
    }
    ::sched_setaffinity(0, sizeof before, &before);
}

}  // namespace

BENCHMARK(create_and_join)->Name("prices/threads.create_and_join/1")->UseRealTime();
BENCHMARK(create_many_and_join)->Name("prices/threads.create_many_and_join/1")->UseRealTime();
BENCHMARK(create_many_that_sleep)->Name("prices/threads.create_many_that_sleep/1")->UseRealTime();
BENCHMARK(sleep_lateness)->Name("prices/threads.sleep_lateness/1")->UseManualTime();
BENCHMARK(round_trip<ConditionBall>)->Name("prices/threads.condition_round_trip/1")->UseRealTime();
BENCHMARK(round_trip<FutexBall>)->Name("prices/threads.futex_round_trip/1")->UseRealTime();
BENCHMARK(context_switches)->Name("prices/threads.context_switch/1")->UseRealTime();
