/// Who runs where: what tells the three models apart.
#include <algorithm>
#include <unistd.h>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "tests/census.hpp"

using namespace triptych;

namespace {

Figures greet(Guestbook (*hello)(std::int64_t)) {
    const Census before = take_census();
    const Guestbook book = hello(3);
    CHECK(check_guestbook(3, book) == "");
    CHECK(changes_since(before) == "");
    return guestbook_figures(book);
}

}  // namespace

TEST_CASE("threads greet from this process, each with an id of its own") {
    const Figures figures = greet(threads::hello);
    CHECK(figures.at("processes_seen") == 1);
    CHECK(figures.at("threads_seen") == 3);
    CHECK(std::ranges::none_of(threads::hello(3), [](const Greeting& greeting) {
        return greeting.process != ::getpid() || greeting.thread == ::gettid();
    }));
}

TEST_CASE("processes greet from elsewhere, each with an id that is also its thread's") {
    const Figures figures = greet(processes::hello);
    CHECK(figures.at("processes_seen") == 3);
    CHECK(figures.at("threads_seen") == 3);
    CHECK(std::ranges::none_of(processes::hello(3), [](const Greeting& greeting) {
        return greeting.process == ::getpid() || greeting.process != greeting.thread;
    }));
}

TEST_CASE("coroutines greet from this very thread, all three at once") {
    const Figures figures = greet(coroutines::hello);
    CHECK(figures.at("threads_seen") == 1);
    CHECK(figures.at("greeting_at_once") == 3);
    CHECK(coroutines::hello(1).front().thread == ::gettid());
}

TEST_CASE("coroutines that are awaited one after another are not concurrent") {
    const Figures figures = greet(coroutines::hello_one_by_one);
    CHECK(figures.at("greeting_at_once") == 1);
    const Guestbook book = coroutines::hello_one_by_one(3);
    CHECK(book.back().goodbye - book.front().hello >= 3 * greeting_unit);
}
