#include "catch.hpp"
#include "made_up.hpp"
#include "perfetto_check.hpp"
#include "trace/render/perfetto.hpp"
#include "trace/timeline/build.hpp"

namespace triptych::trace {
namespace {

Timeline some_timeline() {
    const auto pipe = [](std::uint64_t time, Kind kind) {
        return Recorded{.time = time,
                        .object = 9,
                        .value = 4,
                        .flags = is_shared,
                        .reason = Reason::pipe,
                        .kind = kind};
    };
    const auto coroutine = [](std::uint64_t time, Kind kind) {
        return Recorded{.time = time, .task = 0x900, .reason = Reason::sleep, .kind = kind};
    };
    Timeline timeline = build(
        {process(
             1, 7, 0,
             {waits(20, Reason::pipe, 9), goes_on(50, Reason::pipe), pipe(51, Kind::receives),
              coroutine(60, Kind::begins), coroutine(60, Kind::runs), coroutine(65, Kind::awaits),
              coroutine(80, Kind::ready), coroutine(81, Kind::runs), coroutine(90, Kind::ends)},
             10, 100),
         process(2, 8, 1, {pipe(40, Kind::sends)}, 15, 45)},
        {}, 200);
    timeline.title = "some timeline";
    return timeline;
}

TEST_CASE("as_perfetto writes spans that nest, coroutines as asynchronous tracks, and flows") {
    const Timeline timeline = some_timeline();
    const nlohmann::json document = as_perfetto(std::span{&timeline, 1});
    CHECK(fault_of_perfetto(document) == "");
    std::map<std::string, int> phases;
    for (const auto& event : document["traceEvents"])
        ++phases[event["ph"]];
    CHECK(phases["X"] >= 5);
    CHECK(phases["b"] == 5);  // its life, ready, running, asleep, ready; running
    CHECK(phases["s"] >= 2);  // spawn, message
}

TEST_CASE("fault_of_perfetto finds spans that overlap, and flows without an end") {
    const Timeline timeline = some_timeline();
    nlohmann::json overlapping = as_perfetto(std::span{&timeline, 1});
    for (auto& event : overlapping["traceEvents"])
        if (event["ph"] == "X" && event["cat"] == "wait") event["dur"] = 1000;
    CHECK(fault_of_perfetto(overlapping) == "spans that overlap");
    nlohmann::json endless = as_perfetto(std::span{&timeline, 1});
    for (auto& event : endless["traceEvents"])
        if (event["ph"] == "f") event["ph"] = "i";
    CHECK(fault_of_perfetto(endless).starts_with("a flow without end"));
}

}  // namespace
}  // namespace triptych::trace
