/// Tests EventLoop: in which order coroutines run.
#include <algorithm>
#include <coroutine>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/event_loop.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

using Log = std::vector<int>;

/// Moves to a new thread, and back.
struct Excursion {
    explicit Excursion(std::vector<std::jthread>& out) : threads{out} {}
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) const {
        EventLoop& loop = EventLoop::current();
        PromiseBase& waiting = self.promise();
        waiting.suspend_shielded();
        loop.add_external_work();
        threads.emplace_back([&loop, &waiting] {
            loop.call_soon_threadsafe([&loop, &waiting] {
                loop.external_work_done();
                waiting.wake();
            });
        });
    }
    void await_resume() const { EventLoop::current().resumed().resume(); }
    std::vector<std::jthread>& threads;
};

Task<> note_twice(Log& log, int number) {
    log.push_back(number);
    co_await yield();
    log.push_back(number);
}

Task<> note_after(Log& log, Clock::duration delay) {
    co_await sleep_for(delay);
    log.push_back(static_cast<int>(delay / 1ms));
}

Task<> go_out(std::vector<std::jthread>& threads, bool& back) {
    co_await Excursion{threads};
    back = true;
}

Task<int> yield_until(const bool& is_true) {
    int yields = 0;
    while (!is_true) {
        co_await yield();
        ++yields;
    }
    co_return yields;
}

Task<int> out_and_yielding(std::vector<std::jthread>& threads) {
    bool back = false;
    std::vector<Task<>> out;
    out.push_back(go_out(threads, back));
    Task<> outing = gather(std::move(out));
    co_await yield();
    std::vector<Task<>> both;
    both.push_back(std::move(outing));
    both.push_back([](const bool& is_back) -> Task<> { co_await yield_until(is_back); }(back));
    co_await gather(std::move(both));
    co_return static_cast<int>(back);
}

Task<bool> sleeping_takes_as_long(Clock::duration delay) {
    const auto begun = Clock::now();
    co_await sleep_for(delay);
    co_return Clock::now() - begun >= delay;
}

Task<int> answer() {
    co_await yield();
    co_return 42;
}

Task<int> answer_of_another_loop() {
    co_await yield();
    const int answered = run(answer());
    co_await yield();  // on the first loop again
    co_return answered;
}

Task<std::set<std::thread::id>> threads_seen() {
    std::set<std::thread::id> seen;
    for (int i = 0; i < 100; ++i) {
        seen.insert(std::this_thread::get_id());
        co_await yield();
    }
    co_return seen;
}

}  // namespace

TEST_CASE("EventLoop resumes ready coroutines in the order in which they became ready") {
    Log log;
    std::vector<Task<>> tasks;
    for (const int number : {1, 2, 3})
        tasks.push_back(note_twice(log, number));
    run(gather(std::move(tasks)));
    CHECK(log == Log{1, 2, 3, 1, 2, 3});
}

TEST_CASE("EventLoop wakes sleepers in the order in which they are due") {
    Log log;
    std::vector<Task<>> tasks;
    for (const int delay : {30, 10, 0, 40, 20})
        tasks.push_back(note_after(log, delay * 1ms));
    run(gather(std::move(tasks)));
    CHECK(log == Log{0, 10, 20, 30, 40});
}

TEST_CASE("sleep_for never ends too early, and a negative delay does not wait") {
    CHECK(run(sleeping_takes_as_long(3ms)));
    CHECK(run(sleeping_takes_as_long(0ms)));
    CHECK(run(sleeping_takes_as_long(-1h)));
}

TEST_CASE("EventLoop::run returns at once if there is nothing to do") {
    EventLoop loop;
    loop.run();
    CHECK(&EventLoop::current() == &loop);
}

TEST_CASE("EventLoop::run waits for external work, and resumes its coroutines") {
    std::vector<std::jthread> threads;
    threads.reserve(100);
    bool all_back[100] = {};
    std::vector<Task<>> tasks;
    for (bool& back : all_back)
        tasks.push_back(go_out(threads, back));
    run(gather(std::move(tasks)));
    CHECK(std::ranges::count(all_back, true) == 100);
}

TEST_CASE("EventLoop resumes coroutines after external work although others are always ready") {
    std::vector<std::jthread> threads;
    CHECK(run(out_and_yielding(threads)) == 1);
}

TEST_CASE("EventLoop: a coroutine may run another loop, and then continues on its own") {
    CHECK(run(answer_of_another_loop()) == 42);
}

TEST_CASE("EventLoop: each of several threads has its own loop") {
    std::vector<std::set<std::thread::id>> seen(4);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : seen)
            threads.emplace_back([&mine] { mine = run(threads_seen()); });
    }
    std::set<std::thread::id> all;
    for (const auto& mine : seen) {
        CHECK(mine.size() == 1);
        all.insert(mine.begin(), mine.end());
    }
    CHECK(all.size() == 4);
}
