#include <algorithm>

#include "catch.hpp"
#include "made_up.hpp"
#include "trace/timeline/build.hpp"
#include "trace/timeline/words.hpp"

namespace triptych::trace {
namespace {

TEST_CASE("build gives each lane spans that cover its life without gap or overlap") {
    const Timeline timeline =
        build({process(1, 7, 0, {waits(30, Reason::sleep), goes_on(60, Reason::sleep)}, 10, 100)},
              {}, 200);
    REQUIRE(timeline.lanes.size() == 1);
    const Lane& main = timeline.lanes[0];
    CHECK(main.name == "main");
    REQUIRE(main.spans.size() == 3);
    CHECK(main.spans[0].state == State::ready_or_running);
    CHECK(main.spans[1].reason == Reason::sleep);
    CHECK(main.spans[1].begin == 20);
    CHECK(main.spans[1].end == 50);
    CHECK(main.spans[2].end == 90);
}

TEST_CASE("build names the thread that holds the mutex which another waits for") {
    const Timeline timeline =
        build({process(1, 7, 0, {{.time = 12, .value = 2, .kind = Kind::spawn}}, 10, 100),
               thread(2, 7, 8, 1, {waits(30, Reason::mutex, 0x500, 7), goes_on(60, Reason::mutex)},
                      20, 90)},
              {}, 200);
    REQUIRE(timeline.lanes.size() == 2);
    CHECK(timeline.lanes[1].creator == 0);
    CHECK(describe(timeline, timeline.lanes[1].spans[1]) == "waits for mutex 1, held by main");
}

TEST_CASE("build splits what a thread did into running and ready, where the kernel tells") {
    const std::vector<Switch> switches{
        {.time = 40, .tid = 7, .gets_core = false, .preempted = true},
        {.time = 70, .tid = 7, .gets_core = true}};
    const Timeline timeline = build({process(1, 7, 0, {}, 10, 100)}, switches, 200);
    REQUIRE(timeline.lanes[0].spans.size() == 3);
    CHECK(timeline.lanes[0].spans[0].state == State::running);
    CHECK(timeline.lanes[0].spans[1].state == State::ready);
    CHECK(timeline.lanes[0].spans[1].begin == 30);
    CHECK(timeline.lanes[0].spans[2].state == State::running);
    CHECK(timeline.preempted == 1);
}

TEST_CASE("build links what was sent to what was received, byte by byte") {
    const auto pipe = [](std::uint64_t time, std::uint32_t bytes, Kind kind) {
        return Recorded{.time = time,
                        .object = 9,
                        .value = bytes,
                        .flags = is_shared,
                        .reason = Reason::pipe,
                        .kind = kind};
    };
    const Timeline timeline = build({process(1, 7, 0, {pipe(50, 8, Kind::receives)}, 10, 100),
                                     process(2, 8, 1, {pipe(20, 4, Kind::sends)}, 15, 40),
                                     process(3, 9, 1, {pipe(30, 4, Kind::sends)}, 15, 40)},
                                    {}, 200);
    std::vector<std::size_t> senders;
    for (const Link& link : timeline.links)
        if (link.kind == LinkKind::message) senders.push_back(link.from);
    CHECK(senders == std::vector<std::size_t>{1, 2});
}

TEST_CASE("build links what was sent to one end of a pair of sockets to who reads the other") {
    const auto socket = [](std::uint64_t time, std::uint64_t inode, std::uint32_t value,
                           Kind kind) {
        return Recorded{.time = time,
                        .object = inode,
                        .value = value,
                        .flags = is_shared,
                        .reason = Reason::socket,
                        .kind = kind};
    };
    const Timeline timeline = build(
        {process(1, 7, 0, {socket(11, 20, 21, Kind::pairs), socket(50, 20, 8, Kind::receives)}, 10,
                 100),
         process(2, 8, 1, {socket(20, 21, 8, Kind::sends)}, 15, 40)},
        {}, 200);
    const auto link = std::ranges::find(timeline.links, LinkKind::message, &Link::kind);
    REQUIRE(link != timeline.links.end());
    CHECK(link->from == 1);
    CHECK(link->to == 0);
}

TEST_CASE("build links what was sent through a connection to who reads the other end") {
    constexpr std::uint64_t connection = 0xABCDEF0123456789;
    const auto socket = [](std::uint64_t time, std::uint64_t inode, std::uint32_t value, Kind kind,
                           std::uint64_t task = 0) {
        return Recorded{.time = time,
                        .task = task,
                        .object = inode,
                        .value = value,
                        .flags = is_shared,
                        .reason = Reason::socket,
                        .kind = kind};
    };
    const Timeline timeline = build(
        {process(1, 7, 0,
                 {socket(11, 20, 0, Kind::connects, connection), socket(50, 20, 8, Kind::receives)},
                 10, 100),
         process(2, 8, 1,
                 {socket(16, 21, 0, Kind::connects, connection), socket(20, 21, 8, Kind::sends)},
                 15, 40),
         process(3, 9, 1,  // the same ports again, later
                 {socket(60, 30, 0, Kind::connects, connection),
                  socket(61, 31, 0, Kind::connects, connection), socket(62, 30, 8, Kind::sends),
                  socket(63, 31, 8, Kind::receives)},
                 59, 90)},
        {}, 200);
    std::vector<std::pair<std::size_t, std::size_t>> ways;
    for (const Link& link : timeline.links)
        if (link.kind == LinkKind::message) ways.emplace_back(link.from, link.to);
    CHECK(ways == std::vector<std::pair<std::size_t, std::size_t>>{{1, 0}, {2, 2}});
}

TEST_CASE("build tells running from ready by the kernel's sums, where they say enough") {
    constexpr std::uint64_t ms = 1'000'000;
    const auto states = [&](const std::vector<Delay>& delays) {
        std::vector<std::pair<State, Time>> parts;
        const Timeline timeline = build(
            {process(1, 7, 0, {waits(11 * ms, Reason::sleep), goes_on(15 * ms, Reason::sleep)},
                     1 * ms, 20 * ms)},
            {}, 30 * ms, delays);
        for (const Span& span : timeline.lanes[0].spans)
            if (span.end <= static_cast<Time>(10 * ms))
                parts.emplace_back(span.state, span.length() / static_cast<Time>(ms));
        return parts;
    };
    using Parts = std::vector<std::pair<State, Time>>;
    // Not a moment without a core, up to a look after the span.
    CHECK(states({{2 * ms, 7, 5000}, {12 * ms, 7, 5000}}) == Parts{{State::running, 10}});
    // From 4 to 7 ms it had none: which the sum tells only when it has one again.
    CHECK(states({{2 * ms, 7, 0},
                  {5 * ms, 7, 0},
                  {7 * ms, 7, 3 * ms},
                  {9 * ms, 7, 3 * ms},
                  {12 * ms, 7, 3 * ms}}) == Parts{{State::ready_or_running, 1},
                                                  {State::running, 2},
                                                  {State::ready, 3},
                                                  {State::running, 2},
                                                  {State::ready_or_running, 2}});
    // Looked at once only, while it was about to wait for a core: nothing is known.
    CHECK(states({{3 * ms, 7, 2 * ms}}) == Parts{{State::ready_or_running, 10}});
}

TEST_CASE("build gives a mutex from its holder to the one that waited for it") {
    const auto act = [](std::uint64_t time, Kind kind, std::uint32_t waited) {
        return Recorded{
            .time = time, .object = 5, .value = waited, .reason = Reason::mutex, .kind = kind};
    };
    const Timeline timeline =
        build({process(1, 7, 0, {act(20, Kind::lock, 0), act(50, Kind::unlock, 0)}, 10, 100),
               thread(2, 7, 8, 1,
                      {waits(30, Reason::mutex, 5, 7), goes_on(51, Reason::mutex),
                       act(52, Kind::lock, 1), act(60, Kind::unlock, 0)},
                      20, 90)},
              {}, 200);
    const auto link = std::ranges::find(timeline.links, LinkKind::handover, &Link::kind);
    REQUIRE(link != timeline.links.end());
    CHECK(link->from == 0);
    CHECK(link->to == 1);
    REQUIRE(timeline.holds.size() == 2);
    CHECK(timeline.holds[0].end - timeline.holds[0].begin == 30);
}

TEST_CASE("build ends a killed process when its parent learns of it") {
    RecordedLane killed = process(2, 8, 1, {}, 20, 30);
    killed.events.pop_back();  // it never said that it ended
    const Timeline timeline = build(
        {process(1, 7, 0, {{.time = 60, .object = 8, .value = 9, .kind = Kind::reaps}}, 10, 100),
         killed},
        {}, 200);
    CHECK(timeline.lanes[1].end == 50);
    CHECK_FALSE(timeline.lanes[1].has_ended);
    CHECK(ending(timeline.lanes[1]) == "killed by SIGKILL");
}

TEST_CASE("build shows only what lies between the marks of the harness") {
    const Timeline timeline = build({process(1, 7, 0,
                                             {{.time = 40, .value = 1, .kind = Kind::mark},
                                              waits(50, Reason::sleep),
                                              goes_on(60, Reason::sleep),
                                              {.time = 70, .value = 0, .kind = Kind::mark}},
                                             10, 100)},
                                    {}, 200);
    CHECK(timeline.length == 30);
    CHECK(timeline.lanes[0].spans.front().begin == 0);
    CHECK(timeline.lanes[0].spans.back().end == 30);
}

TEST_CASE("build takes a program that a process executes for the same lane") {
    RecordedLane image = process(2, 7, 0, {}, 50, 90);
    image.events.insert(image.events.begin() + 1, {.time = 51, .value = 1, .kind = Kind::program});
    RecordedLane first = process(1, 7, 0, {waits(20, Reason::sleep)}, 10, 30);
    first.events.pop_back();
    const Timeline timeline = build({first, image}, {}, 200);
    REQUIRE(timeline.lanes.size() == 1);
    CHECK(timeline.length == 80);
}

TEST_CASE("build gives coroutines at the same address different lanes") {
    const auto coroutine = [](std::uint64_t time, Kind kind, Reason reason = Reason::none) {
        return Recorded{.time = time, .task = 0x900, .reason = reason, .kind = kind};
    };
    const Timeline timeline = build(
        {process(1, 7, 0,
                 {coroutine(20, Kind::begins), coroutine(21, Kind::runs),
                  coroutine(30, Kind::awaits, Reason::sleep), coroutine(40, Kind::ready),
                  coroutine(41, Kind::runs), coroutine(50, Kind::ends), coroutine(60, Kind::begins),
                  coroutine(61, Kind::runs), coroutine(70, Kind::ends)},
                 10, 100)},
        {}, 200);
    REQUIRE(timeline.lanes.size() == 3);
    CHECK(timeline.lanes[1].name == "coroutine 1");
    CHECK(timeline.lanes[2].name == "coroutine 2");
    CHECK(timeline.lanes[1].thread == 0);
    REQUIRE(timeline.lanes[1].spans.size() == 5);
    CHECK(timeline.lanes[1].spans[2].reason == Reason::sleep);
    CHECK(timeline.lanes[1].spans[2].length() == 10);
}

TEST_CASE("build says of a coroutine that waits as a thread that it blocks its event loop") {
    const auto coroutine = [](std::uint64_t time, Kind kind) {
        return Recorded{.time = time, .task = 0x900, .kind = kind};
    };
    const Timeline timeline = build(
        {process(1, 7, 0,
                 {coroutine(20, Kind::begins), coroutine(20, Kind::runs), waits(30, Reason::sleep),
                  goes_on(60, Reason::sleep), coroutine(70, Kind::ends)},
                 10, 100)},
        {}, 200);
    REQUIRE(timeline.lanes.size() == 2);
    CHECK(describe(timeline, timeline.lanes[1].spans[1]) == "asleep, and blocks its event loop");
}

}  // namespace
}  // namespace triptych::trace
