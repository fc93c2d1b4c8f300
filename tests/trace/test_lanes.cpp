#include <string>

#include "catch.hpp"
#include "common/harness/text.hpp"
#include "made_up.hpp"
#include "trace/render/lanes.hpp"
#include "trace/timeline/build.hpp"

namespace triptych::trace {
namespace {

std::vector<RecordedLane> many_sleepers(std::uint32_t count) {
    std::vector<RecordedLane> lanes{process(1, 7, 0, {}, 0, 1000)};
    for (std::uint32_t i = 0; i < count; ++i)
        lanes.push_back(thread(2 + i, 7, static_cast<pid_t>(8 + i), 1,
                               {waits(200, Reason::sleep), goes_on(800, Reason::sleep)}, 100, 900));
    return lanes;
}

std::string drawn(const Timeline& timeline, const LanesStyle& style) {
    return lanes_text(std::span{&timeline, 1}, style);
}

TEST_CASE("lanes_text draws a wait as its letter and a line, in ASCII if that must be") {
    const Timeline timeline = build(
        {process(1, 7, 0, {waits(500, Reason::mutex, 5), goes_on(800, Reason::mutex)}, 0, 1000)},
        {}, 2000);
    const std::string text = drawn(timeline, {.width = 45, .unicode = false});
    CHECK(text.find("main ++++++++++++++++++++m-----------++++++++") != std::string::npos);
    CHECK(text.find("m- waits: mutex") != std::string::npos);
    for (const char letter : text)
        CHECK(static_cast<unsigned char>(letter) < 128);
}

TEST_CASE("lanes_text folds lanes that look alike, and all are drawn if asked for") {
    const Timeline timeline = build(many_sleepers(999), {}, 2000);
    const std::string folded = drawn(timeline, {.width = 80});
    CHECK(folded.find("… 994 more like these") != std::string::npos);
    CHECK(harness::lines_of(folded).size() < 30);
    CHECK(harness::lines_of(drawn(timeline, {.width = 80, .all = true})).size() > 1000);
}

TEST_CASE("lanes_text is no wider than the terminal, however narrow that is") {
    const Timeline timeline = build(many_sleepers(20), {}, 2000);
    for (const std::size_t width : {40U, 61U, 80U, 200U})
        for (const std::string& line : harness::lines_of(drawn(timeline, {.width = width})))
            CHECK(harness::width_of(line) <= width);
}

TEST_CASE("lanes_text lists the longest waits in words") {
    const Timeline timeline = build(many_sleepers(3), {}, 2000);
    CHECK(drawn(timeline, {.width = 200})
              .find("thread 1 asleep, for 600 ns from 200 ns on (and 2 shorter such waits)") !=
          std::string::npos);
}

TEST_CASE("lanes_text draws ten thousand lanes in a moment") {
    const Timeline timeline = build(many_sleepers(10'000), {}, 2000);
    CHECK(drawn(timeline, {.width = 80}).find("9,995 more like these") != std::string::npos);
}

}  // namespace
}  // namespace triptych::trace
