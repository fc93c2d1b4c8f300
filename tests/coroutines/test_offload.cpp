/// Tests offload().
#include <latch>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/offload.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

/// An executor with a new thread for each job.
class Threads {
public:
    RunElsewhere executor() {
        return [this](std::function<void()> job) { threads_.emplace_back(std::move(job)); };
    }

private:
    std::vector<std::jthread> threads_;  // used only by the loop's thread
};

template <typename Function>
auto elsewhere(const RunElsewhere& executor, Function function)
    -> Task<std::invoke_result_t<Function&>> {
    co_return co_await offload(executor, function);
}

Task<> count_down_after_some_turns(std::latch& latch) {
    for (int turn = 0; turn < 10; ++turn)
        co_await yield();
    latch.count_down();
}

Task<> wait_elsewhere(const RunElsewhere& executor, std::latch& latch) {
    const auto wait = [&] { latch.wait(); };
    co_await offload(executor, wait);
}

Task<> arrive_elsewhere(const RunElsewhere& executor, std::latch& latch) {
    const auto arrive = [&] { latch.arrive_and_wait(); };
    co_await offload(executor, arrive);
}

Task<std::thread::id> thread_after_offload(const RunElsewhere& executor) {
    const auto nothing = [] {};
    co_await offload(executor, nothing);
    co_return std::this_thread::get_id();
}

Task<> sleep(Clock::duration delay, bool& done) {
    co_await sleep_for(delay);
    done = true;
}

}  // namespace

TEST_CASE("offload returns the result of the function, and throws what it throws") {
    Threads threads;
    CHECK(run(elsewhere(threads.executor(), [] { return 42; })) == 42);
    CHECK(*run(elsewhere(threads.executor(), [] { return std::make_unique<int>(7); })) == 7);
    const auto failing = [] { throw std::runtime_error{"no luck"}; };
    CHECK_THROWS_WITH(run(elsewhere(threads.executor(), failing)), "no luck");
}

TEST_CASE("offload runs the function in another thread, and resumes in the loop's own") {
    Threads threads;
    const auto id = [] { return std::this_thread::get_id(); };
    CHECK(run(elsewhere(threads.executor(), id)) != std::this_thread::get_id());
    CHECK(run(thread_after_offload(threads.executor())) == std::this_thread::get_id());
}

TEST_CASE("offload lets the loop run other tasks meanwhile") {
    Threads threads;
    const RunElsewhere executor = threads.executor();
    std::latch latch{1};
    std::vector<Task<>> tasks;
    tasks.push_back(wait_elsewhere(executor, latch));  // ends only if the other task runs
    tasks.push_back(count_down_after_some_turns(latch));
    run(gather(std::move(tasks)));
    CHECK(latch.try_wait());
}

TEST_CASE("offload runs several functions at the same time") {
    Threads threads;
    const RunElsewhere executor = threads.executor();
    std::latch all_there{5};
    std::vector<Task<>> tasks;
    for (int i = 0; i < 5; ++i)
        tasks.push_back(arrive_elsewhere(executor, all_there));
    run(gather(std::move(tasks)));
    CHECK(all_there.try_wait());
}

TEST_CASE("offload: sleepers are woken meanwhile") {
    Threads threads;
    const RunElsewhere executor = threads.executor();
    std::latch latch{1};
    bool slept = false;
    std::vector<Task<>> tasks;
    tasks.push_back(wait_elsewhere(executor, latch));
    tasks.push_back([](std::latch& opened, bool& done) -> Task<> {
        co_await sleep(1ms, done);
        opened.count_down();
    }(latch, slept));
    run(gather(std::move(tasks)));
    CHECK(slept);
}

TEST_CASE("offload throws what the executor throws when it does not accept the job") {
    const RunElsewhere refusing = [](const auto&) { throw std::runtime_error{"no more threads"}; };
    CHECK_THROWS_WITH(run(elsewhere(refusing, [] {})), "no more threads");
}
