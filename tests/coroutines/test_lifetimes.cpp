/// Who lives until when: work elsewhere, functions that make coroutines, loops, groups, and chains
/// as long as the data.
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/async_with.hpp"
#include "coroutines/create_task.hpp"
#include "coroutines/event.hpp"
#include "coroutines/gather.hpp"
#include "coroutines/offload.hpp"
#include "coroutines/run.hpp"
#include "coroutines/task_group.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

constexpr int many = 200'000;

/// An executor that keeps its jobs until they are asked for, and then runs each in a thread.
class Threads {
public:
    ~Threads() { start(); }
    RunElsewhere now() {
        return [this](std::function<void()> job) { threads_.emplace_back(std::move(job)); };
    }
    RunElsewhere later() {
        return [this](std::function<void()> job) { jobs_.push_back(std::move(job)); };
    }
    void start() {
        for (auto& job : std::exchange(jobs_, {}))
            threads_.emplace_back(std::move(job));
        threads_.clear();
    }
    void forget() { jobs_.clear(); }

private:
    std::vector<std::function<void()>> jobs_;
    std::vector<std::jthread> threads_;
};

/// A job that uses what its coroutine owns, and notes that it has ended.
struct Job {
    std::atomic<bool> has_begun = false;
    std::atomic<bool> has_ended = false;
};

Task<> use_own_memory(const RunElsewhere& elsewhere, Job& noted) {
    std::vector<int> mine(1'000, 1);
    const auto job = [&] {
        noted.has_begun = true;
        for (int pass = 0; pass < 10'000; ++pass)
            for (int& one : mine)
                one += pass;
        noted.has_ended = true;
    };
    co_await offload(elsewhere, job);
}

Task<> until_begun(const Job& job) {
    while (!job.has_begun)
        co_await yield();
}

Task<> wrap(Task<> inner) {
    co_await std::move(inner);
}

Task<> nest(int depth, Task<> leaf) {
    std::optional<Task<>> chain{std::move(leaf)};
    for (int level = 0; level < depth; ++level) {
        Task<> next = wrap(std::move(*chain));
        chain.emplace(std::move(next));
    }
    return std::move(*chain);
}

/// Counts its destructors, which must come innermost first.
struct Level {
    Level(int& counted, int level) : count{counted}, mine{level} { ++count; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { count = count == mine + 1 ? mine : -many; }
    int& count;
    int mine;
};

Task<> gather_deep(int level, int& alive, Event& never) {
    const Level here{alive, level};
    if (level + 1 == many) {
        co_await never.wait();
        co_return;
    }
    std::vector<Task<>> inner;
    inner.push_back(gather_deep(level + 1, alive, never));
    co_await gather(std::move(inner));
}

std::string error_of(std::exception_ptr error) {
    try {
        std::rethrow_exception(std::move(error));
    } catch (const std::exception& thrown) {
        return thrown.what();
    } catch (const Cancelled&) {
        return "cancelled";
    }
}

template <typename Function>
std::string error_of_call(Function function) {
    try {
        function();
    } catch (...) {
        return error_of(std::current_exception());
    }
    return "";
}

Task<> hold(std::string& result, Task<> task) {
    try {
        co_await std::move(task);
    } catch (...) {
        result = error_of(std::current_exception());
    }
}

}  // namespace

TEST_CASE("offload: a group that dies waits for the job that one of its tasks has running") {
    Threads threads;
    const RunElsewhere elsewhere = threads.now();
    Job job;
    const auto main = [&]() -> Task<> {
        TaskGroup group;
        group.create_task(use_own_memory(elsewhere, job));
        co_await until_begun(job);
        throw std::runtime_error{"no luck"};
    };
    CHECK(error_of_call([&] { run(main()); }) == "no luck");
    CHECK(job.has_ended);
}

TEST_CASE("offload: a job that has not begun never does once its coroutine was destroyed") {
    Threads threads;
    const RunElsewhere elsewhere = threads.later();
    Job job;
    {
        EventLoop loop;
        const Future<> future = create_task(use_own_memory(elsewhere, job));
        run_until_complete(loop, some_turns(3));
    }
    threads.start();
    CHECK_FALSE(job.has_begun);
}

TEST_CASE("offload: a loop that dies waits for the job that one of its tasks has running") {
    Threads threads;
    const RunElsewhere elsewhere = threads.now();
    Job job;
    {
        EventLoop loop;
        create_task(use_own_memory(elsewhere, job));
        run_until_complete(loop, until_begun(job));
    }
    CHECK(job.has_ended);
}

TEST_CASE("offload: a group may outlive its loop, and waits for the job all the same") {
    Threads threads;
    const RunElsewhere elsewhere = threads.now();
    Job job;
    std::optional<TaskGroup> group{std::in_place};
    Event never;
    {
        EventLoop loop;
        const Future<> waits =
            group->create_task([](Event& event) -> Task<> { co_await event.wait(); }(never));
        group->create_task([](Future<> awaited) -> Task<> { co_await awaited; }(waits));
        group->create_task(use_own_memory(elsewhere, job));
        run_until_complete(loop, until_begun(job));
    }
    group.reset();
    CHECK(job.has_ended);
}

TEST_CASE("offload: a job that the executor destroys without running it is a broken promise") {
    Threads threads;
    const RunElsewhere elsewhere = threads.later();
    Job job;
    std::string error;
    EventLoop loop;
    const Future<> future = create_task(hold(error, use_own_memory(elsewhere, job)));
    run_until_complete(loop, some_turns(3));
    threads.forget();
    loop.run();
    CHECK(future.done());
    CHECK(error == std::future_error{std::future_errc::broken_promise}.what());
}

TEST_CASE("offload: a callback that throws lets the main task's job end first") {
    Threads threads;
    const RunElsewhere elsewhere = threads.now();
    Job job;
    const auto main = [&]() -> Task<> {
        call_soon([] { throw std::runtime_error{"callback"}; });
        co_await use_own_memory(elsewhere, job);
    };
    CHECK(error_of_call([&] { run(main()); }) == "callback");
    CHECK(job.has_begun == job.has_ended);
}

TEST_CASE("ThreadsafeCalls: a loop that has ended refuses, and destroys what it has not called") {
    const auto kept = std::make_shared<int>(0);
    std::shared_ptr<ThreadsafeCalls> calls;
    {
        const EventLoop loop;
        calls = loop.threadsafe_calls();
        CHECK(calls->call_soon([kept] { ++*kept; }));
        CHECK(kept.use_count() == 2);
    }
    CHECK_FALSE(calls->call_soon([kept] { ++*kept; }));
    CHECK(kept.use_count() == 1);
    CHECK(*kept == 0);
}

TEST_CASE("TaskGroup: submit and map keep the function and the items until the tasks have ended") {
    const auto submit = [](TaskGroup& group, const std::string& word) {
        const auto job = [copy = word]() -> Task<std::size_t> {
            co_await yield();
            co_return copy.size();
        };
        return group.submit(job);
    };
    const auto map = [](TaskGroup& group, const std::string& word) {
        const auto longer = [copy = word](const std::string& item) -> Task<std::size_t> {
            co_await yield();
            co_return copy.size() + item.size();
        };
        return group.map(longer, std::vector<std::string>{"1", std::string(40, '2')});
    };
    const auto main = [&]() -> Task<std::vector<std::size_t>> {
        TaskGroup group;
        const std::string word(100, 'w');
        const auto submitted = submit(group, word);
        auto mapped = map(group, word);
        auto sizes = co_await std::move(mapped);
        sizes.push_back(co_await submitted);
        co_return sizes;
    };
    CHECK(run(main()) == std::vector<std::size_t>{101, 140, 100});
}

TEST_CASE("TaskGroup::as_completed uses no result after it was cancelled") {
    const auto after = [](int turns) -> Task<int> {
        co_await some_turns(turns);
        co_return turns;
    };
    int used = 0;
    const auto main = [&]() -> Task<bool> {
        TaskGroup group;
        const std::vector<int> items{2, 50, 90};
        const auto use = [&used](int) { ++used; };
        const Future<> all = create_task(group.as_completed(after, items, use));
        co_await some_turns(10);
        all.cancel();
        const bool is_cancelled = co_await ends_cancelled(all);
        co_await group.join();
        co_return is_cancelled;
    };
    CHECK(run(main()));
    CHECK(used == 1);
}

TEST_CASE("call_later and async_with keep a function that makes a coroutine until that has ended") {
    struct Nothing {
        Task<> enter() { co_return; }
        Task<> exit(std::exception_ptr) { co_return; }
    };
    Nothing context;
    std::size_t size = 0;
    const auto start = [&](const std::string& word) {
        const auto add = [&size, copy = word]() -> Task<> {
            co_await some_turns(3);
            size += copy.size();
        };
        std::vector<Future<>> both;
        both.push_back(call_later(1us, add));
        both.push_back(create_task(async_with(context, add)));
        return both;
    };
    const auto main = [&]() -> Task<> {
        for (const auto& future : start(std::string(100, 'w')))
            co_await future;
    };
    run(main());
    CHECK(size == 200);
}

TEST_CASE("TaskGroup: what is created in a group that has failed never begins") {
    bool has_begun = false;
    std::string error;
    const auto main = [&]() -> Task<bool> {
        TaskGroup group;
        group.create_task(fail_after(1, "no luck"));
        co_await some_turns(5);
        const Future<> late = group.create_task([](bool& begun) -> Task<> {
            begun = true;
            co_return;
        }(has_begun));
        co_await hold(error, group.join());
        co_return late.cancelled();
    };
    CHECK(run(main()));
    CHECK_FALSE(has_begun);
    CHECK(error == "a task failed: no luck");
}

TEST_CASE("TaskGroup::map throws the error, and not the cancellation that it brought about") {
    const auto work = [](int item) -> Task<int> {
        if (item == 0) co_await sleep_long();
        co_await yield();
        if (item == 1) throw std::runtime_error{"the disk is full"};
        co_return item;
    };
    std::string error;
    SECTION("of one of its own items") {
        const auto inner = [&]() -> Task<> {
            TaskGroup group;
            const std::vector<int> items{0, 1};
            co_await group.map(work, items);
        };
        const auto main = [&]() -> Task<> {
            TaskGroup outer;
            outer.create_task(inner());
            co_await hold(error, outer.join());
        };
        run(main());
        CHECK(error == "a task failed: the disk is full");
    }
    SECTION("of another task of the group") {
        const auto inner = [&]() -> Task<> {
            TaskGroup group;
            group.create_task(fail_after(3, "the disk is full"));
            const std::vector<int> items(1, 0);
            co_await group.map(work, items);
        };
        const auto main = [&]() -> Task<> {
            TaskGroup outer;
            outer.create_task(inner());
            co_await hold(error, outer.join());
        };
        run(main());
        CHECK(error == "a task failed: a task failed: the disk is full");
    }
}

TEST_CASE("TaskGroup: Cancelled that nobody asked for is a failure") {
    std::string error;
    const auto main = [&]() -> Task<> {
        const Future<> never;
        TaskGroup group;
        group.create_task([](Future<> awaited) -> Task<> { co_await awaited; }(never));
        co_await yield();
        never.cancel();
        co_await hold(error, group.join());
    };
    run(main());
    CHECK(error == "a task failed: cancelled, though nobody had asked for it");
}

TEST_CASE("TaskGroup::join keeps a cancellation though an error comes out") {
    std::string error;
    bool went_on = false;
    const auto fail_on_cancel = []() -> Task<> {
        try {
            co_await sleep_long();
        } catch (const Cancelled&) {
        }
        throw std::runtime_error{"inner"};
    };
    const auto handle_errors = [&]() -> Task<> {
        TaskGroup group;
        group.create_task(fail_on_cancel());
        co_await hold(error, group.join());
        co_await sleep_long();
        went_on = true;
    };
    const auto main = [&]() -> Task<bool> {
        const Future<> task = create_task(handle_errors());
        co_await some_turns(5);
        task.cancel();
        co_return co_await ends_cancelled(task);
    };
    CHECK(run(main()));
    CHECK(error == "a task failed: inner");
    CHECK_FALSE(went_on);
}

TEST_CASE("Task: two hundred thousand calls by parameter end, and are dropped, without recursion") {
    SECTION("run") {
        run(nest(many, some_turns(1)));
    }
    SECTION("never begun") {
        const Task<> chain = nest(many, some_turns(1));
    }
    SECTION("dropped while they wait") {
        EventLoop loop;
        const Future<> task = create_task(nest(many, sleep_long()));
        run_until_complete(loop, some_turns(1));
        CHECK_FALSE(task.done());
    }
}

TEST_CASE("gather: two hundred thousand in each other are dropped, the innermost first") {
    int alive = 0;
    Event never;
    {
        EventLoop loop;
        create_task(gather_deep(0, alive, never));
        run_until_complete(loop, some_turns(2));
        CHECK(alive == many);
    }
    CHECK(alive == 0);
}

TEST_CASE(
    "Future: callbacks that set the next one, and futures that own the next, do not recurse") {
    std::vector<Future<>> futures(many);
    for (std::size_t i = 0; i + 1 < futures.size(); ++i)
        futures[i].add_done_callback([next = futures[i + 1]](const auto&) { next.set_result(); });
    SECTION("set") {
        futures.front().set_result();
        CHECK(futures.back().done());
    }
    SECTION("dropped") {
        while (futures.size() > 1)
            futures.pop_back();
        CHECK_FALSE(futures.front().done());
    }
}

TEST_CASE("Future::add_done_callback of a future that is done does not recurse either") {
    const Future<> done;
    done.set_result();
    int left = many;
    const std::function<void(const Future<>&)> again = [&](const Future<>& future) {
        if (--left > 0) future.add_done_callback(again);
    };
    done.add_done_callback(again);
    CHECK(left == 0);
}

TEST_CASE("EventLoop::close ends though a task catches Cancelled for ever") {
    int cancelled = 0;
    Event never;
    const auto stubborn = [&]() -> Task<> {
        for (;;) {
            try {
                co_await never.wait();
            } catch (const Cancelled&) {
                ++cancelled;
            }
        }
    };
    const auto busy = []() -> Task<> {
        for (;;) {
            try {
                co_await sleep_for(1ms);
            } catch (const Cancelled&) {
            }
        }
    };
    EventLoop loop;
    create_task(stubborn());
    run_until_complete(loop, some_turns(2));
    loop.close();
    CHECK(cancelled == 1);
    create_task(busy());
    run_until_complete(loop, some_turns(2));
    loop.close(10ms);
    CHECK(loop.pending_tasks() == 2);
}

TEST_CASE("run tidies up though a callback throws meanwhile") {
    bool has_tidied_up = false;
    const auto tidy_up = [&]() -> Task<> {
        try {
            co_await sleep_long();
        } catch (const Cancelled&) {
        }
        call_soon([] { throw std::runtime_error{"callback"}; });
        co_await some_turns(5);
        has_tidied_up = true;
    };
    SECTION("in a task that was created") {
        const auto main = [&]() -> Task<> {
            create_task(tidy_up());
            co_await some_turns(3);
        };
        CHECK(error_of_call([&] { run(main()); }) == "callback");
    }
    SECTION("in the main task") {
        const auto main = [&]() -> Task<> {
            call_soon([] { throw std::runtime_error{"first"}; });
            co_await tidy_up();
        };
        CHECK(error_of_call([&] { run(main()); }) == "first");
    }
    CHECK(has_tidied_up);
}

TEST_CASE("run_until_complete refuses a loop that is running") {
    EventLoop loop;
    std::string error;
    const auto nested = [&]() -> Task<> {
        co_await yield();
        error = error_of_call([&] { run_until_complete(loop, some_turns(1)); });
        CHECK(run(value_after(2, 42)) == 42);  // another loop may run meanwhile
        co_await yield();
    };
    run_until_complete(loop, nested());
    CHECK(error.find("running already") != std::string::npos);
}

TEST_CASE("EventLoop: loops may die in any order, and whichever runs is the current one") {
    auto first = std::make_unique<EventLoop>();
    auto second = std::make_unique<EventLoop>();
    auto third = std::make_unique<EventLoop>();
    const auto use = [](int value) -> Task<int> {
        co_return co_await create_task(value_after(3, value));
    };
    CHECK(run_until_complete(*first, use(1)) == 1);
    create_task(sleep_long());  // of the third
    second.reset();
    CHECK(run_until_complete(*third, use(3)) == 3);
    third.reset();
    CHECK(run_until_complete(*first, use(1)) == 1);
    first.reset();
    CHECK_FALSE(EventLoop::exists());
}

TEST_CASE("create_task: a result whose move throws arrives as an exception") {
    struct Heavy {
        explicit Heavy(int moves) : left{moves} {}
        Heavy(Heavy&& other) : left{other.left - 1} {
            if (left < 0) throw std::runtime_error{"cannot be moved"};
        }
        Heavy& operator=(Heavy&&) = delete;
        ~Heavy() = default;
        int left;
    };
    const auto make = [](int moves) -> Task<Heavy> { co_return Heavy{moves}; };
    const auto main = [&]() -> Task<int> {
        int failed = 0;
        for (int moves = 0; moves < 6; ++moves) {
            try {
                co_await create_task(make(moves));
            } catch (const std::runtime_error&) {
                ++failed;
            }
        }
        co_return failed;
    };
    CHECK(run(main()) >= 1);
}

TEST_CASE("PromiseBase::coroutine is the coroutine of the whole promise") {
    const auto are_the_same = [](auto handle) {
        return handle.promise().coroutine().address() == handle.address();
    };
    const auto check = [&]<typename T>(const T& value) {
        const auto make = [](T copy) -> Task<T> { co_return copy; };
        Task<T> task = make(value);
        struct Receiver final : Parent {
            void failed(PromiseBase&, std::exception_ptr) noexcept override {}
            void ended(PromiseBase&) noexcept override {}
        } receiver;
        const EventLoop loop;
        CHECK(are_the_same(task.begin(receiver)));
    };
    check(char{'a'});
    check(std::string{"text"});
    check(std::vector<double>{1.5});
}
