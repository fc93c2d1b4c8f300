/// Tests the errors of the kernel's interfaces.
#include <string>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "common/descriptor.hpp"
#include "common/sanitizers.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/run.hpp"
#include "tests/census.hpp"
#include "tests/coroutines/descriptors.hpp"
#include "tests/coroutines/some_tasks.hpp"
#include "tests/in_child.hpp"

using namespace triptych;
using namespace triptych::coroutines;

namespace {

Task<> wait_until_readable(const Descriptor& descriptor) {
    co_await readable(descriptor.get());
}

Task<> wait_for_nothing(int descriptor, bool for_reading) {
    if (for_reading)
        co_await readable(descriptor);
    else
        co_await writable(descriptor);
}

}  // namespace

TEST_CASE("readable of an invalid descriptor throws, and other waits still work") {
    const Backend backend = GENERATE(from_range(backends()));
    const bool for_reading = GENERATE(true, false);
    const auto main = [=]() -> Task<> {
        Ends pipe = make_pipe();
        const int closed = pipe.second.get();
        pipe.second.close();
        for (const int descriptor : {-1, closed}) {
            bool failed = false;
            try {
                co_await wait_for_nothing(descriptor, for_reading);
            } catch (const std::system_error& error) {
                failed = error.code() == std::errc::bad_file_descriptor;
            }
            CHECK(failed);
        }
        co_await readable(pipe.first.get());  // the other end has hung up
    };
    run(main(), backend);
}

TEST_CASE("EventLoop::~EventLoop: a task that waits for a descriptor leaves nothing behind") {
    const Backend backend = GENERATE(from_range(backends()));
    const Ends pipe = make_pipe();
    const Census before = take_census();
    Future<> waiting;
    {
        EventLoop loop{backend};
        waiting = create_task(wait_until_readable(pipe.first));
        run_until_complete(loop, some_turns(3));
    }
    CHECK(waiting.cancelled());
    CHECK(changes_since(before).empty());
}

TEST_CASE("EventLoop::EventLoop throws without a free descriptor, and leaks nothing") {
    const Backend backend = GENERATE(from_range(backends()));
    if (address_sanitizer) return;  // UBSan, which runs with it, needs descriptors itself
    const auto tried = [=]() -> std::string {
        EventLoop outer;
        std::string outcomes;
        // Allows one descriptor more each time, until there are enough for a loop.
        for (unsigned room = 0;; ++room) {
            const Census before = take_census();
            std::vector<Descriptor> taken;
            rlimit limit{};
            limit.rlim_cur = limit.rlim_max = 256;
            ::setrlimit(RLIMIT_NOFILE, &limit);
            for (int copy = ::dup(0); copy != -1; copy = ::dup(0))
                taken.emplace_back(copy);
            taken.resize(taken.size() - room);
            bool failed = false;
            try {
                outcomes = run(value_after(3, 42), backend) == 42 ? outcomes : "wrong";
            } catch (const std::system_error& error) {
                failed = error.code() == std::errc::too_many_files_open;
            }
            taken.clear();
            if (take_census() != before) return "something is left";
            if (&EventLoop::current() != &outer) return "its loop is current";
            if (!failed) return outcomes;
            outcomes += "refused ";
        }
    };
    // The poller's own descriptor, if it has one, and the eventfd.
    CHECK(in_child(tried) == (backend == Backend::poll ? "refused " : "refused refused "));
}

TEST_CASE("backend_named finds each backend by the name that name_of returns") {
    for (const Backend backend : {Backend::epoll, Backend::io_uring, Backend::poll})
        CHECK(backend_named(name_of(backend)) == backend);
    CHECK_FALSE(backend_named("select"));
}
