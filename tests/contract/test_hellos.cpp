/// The processes and threads in which the implementations of hello run.
#include <algorithm>
#include <unistd.h>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "tests/census.hpp"

using namespace triptych;

namespace {

Metrics greet(Guestbook (*hello)(std::int64_t)) {
    const Census before = take_census();
    const Guestbook book = hello(3);
    CHECK(check_guestbook(3, book) == "");
    CHECK(changes_since(before) == "");
    return guestbook_metrics(book);
}

}  // namespace

TEST_CASE("threads::hello runs in this process, and each thread has its own id") {
    const Metrics metrics = greet(threads::hello);
    CHECK(metrics.at("processes_seen") == 1);
    CHECK(metrics.at("threads_seen") == 3);
    CHECK(std::ranges::none_of(threads::hello(3), [](const Greeting& greeting) {
        return greeting.process != ::getpid() || greeting.thread == ::gettid();
    }));
}

TEST_CASE("processes::hello runs in other processes, and each has one thread with the same id") {
    const Metrics metrics = greet(processes::hello);
    CHECK(metrics.at("processes_seen") == 3);
    CHECK(metrics.at("threads_seen") == 3);
    CHECK(std::ranges::none_of(processes::hello(3), [](const Greeting& greeting) {
        return greeting.process == ::getpid() || greeting.process != greeting.thread;
    }));
}

TEST_CASE("coroutines::hello runs in this thread, with all three greeters at once") {
    const Metrics metrics = greet(coroutines::hello);
    CHECK(metrics.at("threads_seen") == 1);
    CHECK(metrics.at("greeting_at_once") == 3);
    CHECK(coroutines::hello(1).front().thread == ::gettid());
}

TEST_CASE("coroutines::hello_one_by_one is not concurrent") {
    const Metrics metrics = greet(coroutines::hello_one_by_one);
    CHECK(metrics.at("greeting_at_once") == 1);
    const Guestbook book = coroutines::hello_one_by_one(3);
    CHECK(book.back().goodbye - book.front().hello >= 3 * greeting_unit);
}
