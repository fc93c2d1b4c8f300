/// Tests what an event loop reports to a Tracer, with each of the kernel's interfaces.
#include <string>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/run.hpp"
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
