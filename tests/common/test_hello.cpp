/// The guestbook of hello: its check and its metrics.
#include "catch.hpp"
#include "common/workloads/hello.hpp"
#include "common/workloads/sequential.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

Greeting greeting(std::int32_t greeter, pid_t process, pid_t thread, int hello, int goodbye) {
    const Greeting::Time start{1h};
    return {greeter, process, thread, start + hello * 1ms, start + goodbye * 1ms};
}

}  // namespace

TEST_CASE(
    "check_guestbook accepts a guestbook in which each greeter has signed once, in any order") {
    CHECK(check_guestbook(2, {greeting(1, 7, 7, 0, 10), greeting(0, 7, 7, 5, 15)}).empty());
    CHECK(check_guestbook(0, {}).empty());
}

TEST_CASE("check_guestbook says what is wrong, and with which greeter") {
    const Greeting right = greeting(0, 7, 7, 0, 10);
    CHECK(check_guestbook(2, {right}) == "1 of 2 greeters have signed");
    CHECK(check_guestbook(2, {right, right}) == "greeter 0 has signed twice");
    CHECK(check_guestbook(2, {right, greeting(2, 7, 7, 0, 10)}) == "greeter 2 does not exist");
    CHECK(check_guestbook(2, {right, greeting(-1, 7, 7, 0, 10)}) == "greeter -1 does not exist");
    CHECK(check_guestbook(2, {right, greeting(1, 7, 7, 5, 14)}) == "greeter 1 left too early");
}

TEST_CASE("guestbook_metrics counts the processes and the threads in which greeters ran") {
    const Metrics metrics = guestbook_metrics(
        {greeting(0, 7, 7, 0, 10), greeting(1, 8, 8, 0, 10), greeting(2, 8, 9, 0, 10)});
    CHECK(metrics.at("processes_seen") == 2);
    CHECK(metrics.at("threads_seen") == 3);
}

TEST_CASE(
    "guestbook_metrics counts greeters as present together if one comes before the other leaves") {
    const auto at_once = [](const Guestbook& book) {
        return guestbook_metrics(book).at("greeting_at_once");
    };
    CHECK(at_once({}) == 0);
    CHECK(at_once({greeting(0, 7, 7, 0, 10), greeting(1, 7, 7, 10, 20)}) == 1);
    CHECK(at_once({greeting(0, 7, 7, 0, 10), greeting(1, 7, 7, 9, 20)}) == 2);
    CHECK(at_once({greeting(0, 7, 7, 0, 30), greeting(1, 7, 7, 0, 10),
                   greeting(2, 7, 7, 10, 30)}) == 2);
}

TEST_CASE("sequential::hello has one greeter at a time") {
    const Guestbook book = sequential::hello(3);
    CHECK(check_guestbook(3, book).empty());
    CHECK(guestbook_metrics(book).at("greeting_at_once") == 1);
    CHECK(book.back().goodbye - book.front().hello >= 3 * greeting_unit);
}
