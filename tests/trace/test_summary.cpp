#include <algorithm>

#include "catch.hpp"
#include "made_up.hpp"
#include "trace/render/summary_text.hpp"
#include "trace/timeline/build.hpp"
#include "trace/timeline/summary.hpp"
#include "trace/timeline/words.hpp"

namespace triptych::trace {
namespace {

Recorded act(std::uint64_t time, Kind kind, std::uint32_t waited = 0) {
    return {.time = time, .object = 5, .value = waited, .reason = Reason::mutex, .kind = kind};
}

/// main joins a thread, which waits for a mutex that another thread holds.
Timeline contended() {
    return build(
        {process(1, 7, 0, {waits(40, Reason::join, 102), goes_on(910, Reason::join)}, 10, 1000),
         thread(2, 7, 8, 1,
                {waits(100, Reason::mutex, 5, 9), goes_on(600, Reason::mutex),
                 act(601, Kind::lock, 1), act(700, Kind::unlock)},
                30, 900),
         thread(3, 7, 9, 1, {act(50, Kind::lock), act(590, Kind::unlock)}, 35, 620)},
        {}, 2000);
}

TEST_CASE("summarize counts the tasks that existed at once") {
    CHECK(summarize(contended()).most_alive == 3);
    const Timeline one_by_one =
        build({process(1, 7, 0, {}, 10, 1000), thread(2, 7, 8, 1, {}, 20, 300),
               thread(3, 7, 9, 1, {}, 300, 600)},
              {}, 2000);
    CHECK(summarize(one_by_one).most_alive == 2);
}

TEST_CASE("summarize tells of each mutex how long it was held, waited for, and by whom") {
    const Timeline timeline = contended();
    const Summary summary = summarize(timeline);
    REQUIRE(summary.mutexes.size() == 1);
    const MutexUse& use = summary.mutexes[0];
    CHECK(use.locks == 2);
    CHECK(use.waits == 1);
    CHECK(use.held == 540 + 99);
    CHECK(use.waited == 500);
    CHECK(timeline.lanes[use.longest_holder].name == "thread 2");
    CHECK(use.longest_wait == 500);
    CHECK(timeline.lanes[use.longest_waiter].name == "thread 1");
}

TEST_CASE("summarize finds the critical path: the end waited for a thread, that for a mutex") {
    const Timeline timeline = contended();
    const Summary summary = summarize(timeline);
    std::vector<std::string> names;
    for (const PathPart& part : summary.critical_path)
        if (names.empty() || names.back() != timeline.lanes[part.lane].name)
            names.push_back(timeline.lanes[part.lane].name);
    CHECK(names == std::vector<std::string>{"main", "thread 2", "thread 1", "main"});
    for (const PathPart& part : summary.critical_path)  // else it is somebody's fault who acts
        CHECK(part.span.state != State::waiting);
    Time at = 0;  // without gap, from the beginning to the end
    for (const PathPart& part : summary.critical_path) {
        CHECK(part.begin == at);
        at = part.end;
    }
    CHECK(at == timeline.length);
}

TEST_CASE("summarize tells which coroutine held a mutex that others waited for, and how long") {
    const auto coroutine = [](std::uint64_t time, std::uint64_t task, Kind kind) {
        return Recorded{
            .time = time, .task = task, .object = 5, .reason = Reason::mutex, .kind = kind};
    };
    const Timeline timeline =
        build({process(1, 7, 0,
                       {coroutine(11, 0x900, Kind::begins), coroutine(12, 0xA00, Kind::begins),
                        coroutine(13, 0xB00, Kind::begins), coroutine(20, 0xA00, Kind::runs),
                        coroutine(30, 0xA00, Kind::awaits), coroutine(31, 0xB00, Kind::runs),
                        coroutine(32, 0xB00, Kind::awaits), coroutine(40, 0x900, Kind::runs),
                        coroutine(50, 0xA00, Kind::ready), coroutine(51, 0x900, Kind::ends),
                        coroutine(60, 0xA00, Kind::runs), coroutine(70, 0xB00, Kind::ready),
                        coroutine(71, 0xA00, Kind::ends), coroutine(80, 0xB00, Kind::runs),
                        coroutine(81, 0xB00, Kind::ends)},
                       10, 100)},
              {}, 200);
    const auto wait = std::ranges::find(timeline.lanes[2].spans, Reason::mutex, &Span::reason);
    REQUIRE(wait != timeline.lanes[2].spans.end());
    CHECK(describe(timeline, *wait) == "waits for mutex 1, held by coroutine 1");
    REQUIRE(timeline.holds.size() == 2);
    CHECK(timeline.holds[0].lane == 1);  // since the first waiter came: 30 to 50
    CHECK(timeline.holds[0].end - timeline.holds[0].begin == 20);
    CHECK(timeline.holds[1].lane == 2);  // from when it got it: 50 to 70
    CHECK(timeline.holds[1].end - timeline.holds[1].begin == 20);
    const Summary summary = summarize(timeline);
    REQUIRE(summary.mutexes.size() == 1);
    CHECK(summary.mutexes[0].waits == 2);
    CHECK(summary.mutexes[0].held == 40);
    CHECK(summary.mutexes[0].longest_wait == 38);
    CHECK(summary.mutexes[0].longest_waiter == 3);
}

TEST_CASE("summarize tells of an event loop how long it asked, and how long it did not look") {
    const auto loop = [](std::uint64_t time, Kind kind, std::uint32_t value) {
        return Recorded{.time = time, .value = value, .kind = kind};
    };
    const Timeline timeline =
        build({process(1, 7, 0,
                       {loop(100, Kind::selects, 1), loop(300, Kind::selected, 2),
                        loop(500, Kind::selects, 0), loop(510, Kind::selected, 0)},
                       10, 1000)},
              {}, 2000);
    const Summary summary = summarize(timeline);
    REQUIRE(summary.loops.size() == 1);
    CHECK(summary.loops[0].turns == 2);
    CHECK(summary.loops[0].selecting == 210);
    CHECK(summary.loops[0].descriptors == 2);
    CHECK(summary.loops[0].longest_turn == 200);
}

TEST_CASE("summary_text says what the work is, and how much of it is on the critical path") {
    Timeline timeline = contended();
    CHECK(summary_text(timeline, 200, false).find("Work") == std::string::npos);
    timeline.knows_cores = true;
    for (Lane& lane : timeline.lanes)
        for (Span& span : lane.spans)
            if (span.state != State::waiting) span.state = State::running;
    // main 30 and 90, thread 1 70 and 300, thread 2 585
    CHECK(summary_text(timeline, 200, false)
              .find("Work, all that ran: 1.07 us. Span, what of it is on the critical path: ") !=
          std::string::npos);
}

TEST_CASE("summary_text says that the kernel does not tell who had a core") {
    CHECK(summary_text(contended(), 80, false).find("does not tell") != std::string::npos);
}

}  // namespace
}  // namespace triptych::trace
