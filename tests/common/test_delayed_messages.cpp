/// The messages of delayed_messages, and their check.
#include <algorithm>
#include <cmath>
#include <thread>

#include "catch.hpp"
#include "common/workloads/delayed_messages.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

constexpr Delay due = 1ms;

/// Waits until `delay` after `begun`, and records message `id`.
void arrive(Arrivals& arrivals, std::chrono::steady_clock::time_point begun, std::int32_t id,
            Delay delay) {
    std::this_thread::sleep_until(begun + delay);
    arrivals.put(id);
}

/// The arrivals of messages that are due after 1, 2 and 3 ms: in the order of `ids`, none early.
Arrivals arrived(const std::vector<std::int32_t>& ids) {
    Arrivals arrivals{ids.size()};
    const auto begun = std::chrono::steady_clock::now();
    for (const std::int32_t id : ids)
        arrive(arrivals, begun, id, 3 * due);
    return arrivals;
}

const std::vector<Message> three{{0, due}, {1, 2 * due}, {2, 3 * due}};

/// How late the i-th arrival was, if all messages were due at once.
double late_ms(const Arrivals& arrivals, std::size_t i) {
    return std::chrono::duration<double, std::milli>{arrivals.list().at(i).after}.count();
}

}  // namespace

TEST_CASE("make_messages returns the same messages on every machine for the same seed") {
    const auto messages = make_messages(4, 1);
    std::vector<std::int32_t> delays;
    for (const Message& message : messages)
        delays.push_back(message.delay.count());
    CHECK(delays == std::vector<std::int32_t>{2'205, 2'227, 5'061, 1'189});
    CHECK(make_messages(4, 2)[0].delay != messages[0].delay);
    CHECK(make_messages(0, 1).empty());
}

TEST_CASE("make_messages: delays are from 1 to 10 ms, and ids begin with 0") {
    const auto messages = make_messages(10'000, 5);
    const auto [least, most] = std::ranges::minmax(messages, {}, &Message::delay);
    CHECK(least.delay >= 1ms);
    CHECK(least.delay < 1100us);
    CHECK(most.delay <= 10ms);
    CHECK(most.delay > 9900us);
    for (std::size_t i = 0; i < messages.size(); ++i)
        REQUIRE(messages[i].id == static_cast<std::int32_t>(i));
}

TEST_CASE("make_messages_due_together gives all messages the same delay") {
    const auto messages = make_messages_due_together(3, 7ms);
    CHECK(messages.size() == 3);
    CHECK(std::ranges::count(messages, Delay{7ms}, &Message::delay) == 3);
    CHECK(messages[2].id == 2);
}

TEST_CASE("check_arrivals accepts messages that arrive once and not early, in any order") {
    CHECK(check_arrivals(three, arrived({0, 1, 2})).empty());
    CHECK(check_arrivals(three, arrived({2, 0, 1})).empty());
    CHECK(check_arrivals({}, Arrivals{0}).empty());
}

TEST_CASE("check_arrivals reports a message that is missing, arrived twice, or was never sent") {
    CHECK(check_arrivals(three, arrived({0, 2})) == "2 of 3 messages arrived");
    CHECK(check_arrivals(three, Arrivals{0}) == "0 of 3 messages arrived");
    CHECK(check_arrivals(three, arrived({0, 1, 0})) == "message 0 arrived twice");
    CHECK(check_arrivals(three, arrived({0, 3})) == "message 3 arrived, but was never sent");
    CHECK(check_arrivals(three, arrived({-1})) == "message -1 arrived, but was never sent");
}

TEST_CASE("check_arrivals reports a message that arrived before its delay was over") {
    const std::vector<Message> messages{{0, 30min}};
    Arrivals arrivals{1};
    arrivals.put(0);
    CHECK_THAT(check_arrivals(messages, arrivals), EndsWith("before its delay of 1800000 ms"));
}

TEST_CASE("arrival_metrics has the median, the 99th percentile and the maximum of the lateness") {
    // 200 messages that are due at once: the lateness of each is when it arrived.
    const auto messages = make_messages_due_together(200, Delay{0});
    Arrivals arrivals{200};
    for (const Message& message : messages)
        arrivals.put(message.id);
    const Metrics metrics = arrival_metrics(messages, arrivals);
    CHECK(metrics.at("late_p50_ms") == late_ms(arrivals, 99));
    CHECK(metrics.at("late_p99_ms") == late_ms(arrivals, 197));
    CHECK(metrics.at("late_max_ms") == late_ms(arrivals, 199));
    CHECK(metrics.at("overtaken") == 0);
}

TEST_CASE("arrival_metrics: of ten messages, the 99th percentile of the lateness is the maximum") {
    const auto messages = make_messages_due_together(10, Delay{0});
    Arrivals arrivals{10};
    const auto begun = std::chrono::steady_clock::now();
    for (const Message& message : messages)
        arrive(arrivals, begun, message.id, message.id * Delay{100});
    const Metrics metrics = arrival_metrics(messages, arrivals);
    CHECK(metrics.at("late_p99_ms") == late_ms(arrivals, 9));
    CHECK(metrics.at("late_p50_ms") == late_ms(arrivals, 4));
}

TEST_CASE(
    "arrival_metrics counts a message as overtaken if it arrives after one that was due later") {
    CHECK(arrival_metrics(three, arrived({0, 1, 2})).at("overtaken") == 0);
    CHECK(arrival_metrics(three, arrived({2, 0, 1})).at("overtaken") == 2);
    CHECK(arrival_metrics(three, arrived({0, 2, 1})).at("overtaken") == 1);
    CHECK(arrival_metrics({}, Arrivals{0}).at("late_max_ms") == 0);
}

TEST_CASE("longest_delay_seconds is the longest delay, and all_delays_seconds is their sum") {
    CHECK(longest_delay_seconds(three) == 0.003);
    CHECK(std::abs(all_delays_seconds(three) - 0.006) < 1e-9);
    CHECK(longest_delay_seconds({}) == 0);
    CHECK(all_delays_seconds({}) == 0);
}
