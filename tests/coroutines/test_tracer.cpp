/// Tests what an event loop reports to a Tracer, with each of the kernel's interfaces.
#include <string>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "tests/coroutines/descriptors.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych;
using namespace triptych::coroutines;

namespace {

using Log = std::vector<std::string>;

/// Notes all reports, except a select without ready descriptors. Tasks are numbered in the order of
/// their first report.
class Notes final : public Tracer {
public:
    void selected(std::size_t descriptors) noexcept override {
        if (descriptors > 0) log.push_back("select " + std::to_string(descriptors));
    }
    void ready(int descriptor, Readiness readiness) noexcept override {
        log.push_back("ready " + std::to_string(descriptor) + (readiness.read ? " r" : "") +
                      (readiness.write ? " w" : ""));
    }
    void future_set() noexcept override { log.emplace_back("future set"); }
    void woken(const PromiseBase& task) noexcept override { log.push_back("woken " + name(task)); }
    void runs(const PromiseBase& task) noexcept override { log.push_back("runs " + name(task)); }

    Log log;

private:
    std::string name(const PromiseBase& task) {
        for (std::size_t i = 0; i < tasks_.size(); ++i)
            if (tasks_[i] == &task) return std::to_string(i);
        tasks_.push_back(&task);
        return std::to_string(tasks_.size() - 1);
    }
    std::vector<const PromiseBase*> tasks_;
};

Task<char> wait(Future<char> future) {
    co_return co_await future;
}

/// Waits in a call, which belongs to the same task.
Task<> read(int descriptor, Future<char> future) {
    const auto wait_until_readable = [](int waited_for) -> Task<> {
        co_await readable(waited_for);
    };
    co_await wait_until_readable(descriptor);
    char what = '\0';
    if (::read(descriptor, &what, 1) == 1) future.set_result(what);
}

}  // namespace

TEST_CASE("Tracer gets each stage: descriptor ready, future set, task woken, task runs") {
    for (const Backend backend : backends()) {
        CAPTURE(name_of(backend));
        const Ends pipe = make_pipe();
        Notes notes;
        EventLoop loop{backend};
        const Future<char> future;
        const Future<char> waiter = create_task(wait(future));
        const Future<> reader = create_task(read(pipe.first.get(), future));
        call_soon([&] { CHECK(::write(pipe.second.get(), "x", 1) == 1); });
        loop.set_tracer(&notes);
        loop.run();
        CHECK(waiter.result() == 'x');
        CHECK(notes.log == Log{"runs 0", "runs 1", "select 1",
                               "ready " + std::to_string(pipe.first.get()) + " r", "woken 1",
                               "runs 1", "future set", "woken 0", "runs 0"});
    }
}

TEST_CASE("Tracer gets no report of a future without waiters; without a tracer there is none") {
    Notes notes;
    EventLoop loop;
    loop.set_tracer(&notes);
    const Future<> no_task_waits;
    create_task([](Future<> future) -> Task<> {
        future.set_result();
        co_return;
    }(no_task_waits));
    loop.run();
    CHECK(notes.log == Log{"runs 0"});
    loop.set_tracer(nullptr);
    run_until_complete(loop, some_turns(3));
    CHECK(notes.log.size() == 1);
}

namespace {

/// Notes how each task begins, what it waits for and how it ends.
class Lives final : public Tracer {
public:
    void begins(const PromiseBase& task, bool at_once) noexcept override {
        note(task, at_once ? "begins at once" : "begins");
    }
    void returns() noexcept override { log.emplace_back("creator goes on"); }
    void waits(const PromiseBase& task, WaitsFor kind, const void*) noexcept override {
        note(task, "waits " + std::to_string(static_cast<int>(kind)));
    }
    void cancelled(const PromiseBase& task) noexcept override { note(task, "cancelled"); }
    void ends(const PromiseBase& task) noexcept override { note(task, "ends"); }

    Log log;

private:
    void note(const PromiseBase& task, const std::string& what) {
        for (std::size_t i = 0; i < tasks_.size(); ++i)
            if (tasks_[i] == &task) return log.push_back(what + ' ' + std::to_string(i));
        tasks_.push_back(&task);
        log.push_back(what + ' ' + std::to_string(tasks_.size() - 1));
    }
    std::vector<const PromiseBase*> tasks_;
};

std::string waits(WaitsFor kind, int task) {
    return "waits " + std::to_string(static_cast<int>(kind)) + ' ' + std::to_string(task);
}

}  // namespace

TEST_CASE("Tracer gets the life of each task: begin, what it waits for, cancellation, end") {
    Lives lives;
    EventLoop loop;
    loop.set_tracer(&lives);
    const Future<> never;
    const auto wait_for_it = [](Future<> awaited) -> Task<> { co_await awaited; };
    const Future<> waiter = create_task(wait_for_it(never));
    const auto cancel_it = [](Future<> cancelled) -> Task<> {
        cancelled.cancel();
        co_return;
    };
    const Future<> canceller = create_task(cancel_it(waiter));
    loop.run();
    loop.set_tracer(nullptr);
    CHECK(lives.log == Log{"begins 0", "begins 1", waits(WaitsFor::future, 0), "cancelled 0",
                           "ends 1", "ends 0"});
}

TEST_CASE("Tracer gets of gather() which tasks run inside the turn of their creator") {
    Lives lives;
    EventLoop loop;
    loop.set_tracer(&lives);
    const auto sleeper = []() -> Task<> { co_await sleep_for(std::chrono::nanoseconds{1}); };
    const auto both = [&]() -> Task<> {
        std::vector<Task<>> tasks;
        tasks.push_back(sleeper());
        tasks.push_back(sleeper());
        co_await gather(std::move(tasks));
    };
    run_until_complete(loop, both());
    loop.set_tracer(nullptr);
    CHECK(lives.log == Log{"begins 0", "begins at once 1", waits(WaitsFor::time, 1),
                           "creator goes on", "begins at once 2", waits(WaitsFor::time, 2),
                           "creator goes on", waits(WaitsFor::tasks, 0), "ends 1", "ends 2",
                           "ends 0"});
}
