/// The kernel's interfaces, when things go wrong.
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

TEST_CASE("to wait for what is no descriptor is an error, and spoils nothing") {
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
        co_await readable(pipe.first.get());  // hung up
    };
    run(main(), backend);
}

TEST_CASE("a loop that dies while somebody waits for a descriptor leaves nothing behind") {
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

TEST_CASE("a loop that gets no descriptor is an error, leaks nothing, and is nobody's loop") {
    const Backend backend = GENERATE(from_range(backends()));
    if (address_sanitizer) return;  // UBSan, which is with it, needs some to look at an object
    const auto tried = [=]() -> std::string {
        EventLoop outer;
        std::string told;
        // With room for so many: not enough for a loop, until it is.
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
                told = run(value_after(3, 42), backend) == 42 ? told : "wrong";
            } catch (const std::system_error& error) {
                failed = error.code() == std::errc::too_many_files_open;
            }
            taken.clear();
            if (take_census() != before) return "something is left";
            if (&EventLoop::current() != &outer) return "its loop is current";
            if (!failed) return told;
            told += "refused ";
        }
    };
    // The poller's own, if it has one, and the bell.
    CHECK(in_child(tried) == (backend == Backend::poll ? "refused " : "refused refused "));
}

TEST_CASE("the backends have names, and are found by them") {
    for (const Backend backend : {Backend::epoll, Backend::io_uring, Backend::poll})
        CHECK(backend_named(name_of(backend)) == backend);
    CHECK_FALSE(backend_named("select"));
}
