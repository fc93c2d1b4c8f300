#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "trace/recorder/recording.hpp"
#include "trace/recorder/writer.hpp"

namespace triptych::trace {
namespace {

TEST_CASE("Writer::record keeps every event of its lane, in order, over several chunks") {
    const Recording recording{16};
    Writer writer;
    writer.begin(recording.buffer(), recording.buffer().new_lane(), 10, 11);
    for (std::uint32_t i = 0; i < 500; ++i)
        writer.record(Kind::lock, {.reason = Reason::mutex, .object = 7, .value = i});
    const auto lanes = recording.read();
    REQUIRE(lanes.size() == 1);
    CHECK(lanes[0].pid == 10);
    CHECK(lanes[0].tid == 11);
    REQUIRE(lanes[0].events.size() == 500);
    for (std::uint32_t i = 0; i < 500; ++i)
        CHECK(lanes[0].events[i].value == i);
    CHECK(recording.lost() == 0);
}

TEST_CASE("Writer::record counts the events that do not fit, and overwrites none") {
    const Recording recording{2};
    Writer writer;
    writer.begin(recording.buffer(), 1, 1, 1);
    for (std::uint32_t i = 0; i < 2 * events_of_chunk + 5; ++i)
        writer.record(Kind::lock, {.value = i});
    CHECK(recording.lost() == 5);
    const auto lanes = recording.read();
    REQUIRE(lanes[0].events.size() == 2 * events_of_chunk);
    CHECK(lanes[0].events.back().value == 2 * events_of_chunk - 1);
}

TEST_CASE("Writer::record is safe from many threads, while another one reads") {
    const Recording recording{1000};
    constexpr std::uint32_t each = 2000;
    std::vector<std::jthread> threads;
    for (std::uint32_t thread = 0; thread < 4; ++thread)
        threads.emplace_back([&, thread] {
            Writer writer;
            writer.begin(recording.buffer(), recording.buffer().new_lane(), 1, thread);
            for (std::uint32_t i = 0; i < each; ++i)
                writer.record(Kind::wakes, {.value = i});
        });
    for (int i = 0; i < 5; ++i)
        for (const RecordedLane& lane : recording.read())
            for (std::size_t event = 0; event < lane.events.size(); ++event)
                REQUIRE(lane.events[event].value == event);
    threads.clear();
    CHECK(recording.read().size() == 4);
}

TEST_CASE("Recording::read has the events of a process that was killed") {
    const Recording recording{4};
    const pid_t child = ::fork();
    if (child == 0) {
        Writer writer;
        writer.begin(recording.buffer(), 1, 5, 5);
        writer.record(Kind::waits, {.reason = Reason::sleep});
        ::kill(::getpid(), SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
    REQUIRE(recording.read().size() == 1);
    CHECK(recording.read()[0].events[0].reason == Reason::sleep);
}

TEST_CASE("put leaves its place to the thread when a signal handler records in between") {
    const Recording recording{1};
    Chunk& chunk = *recording.buffer().take_chunk(1, 1, 1);
    // As if the handler came after the thread had taken its place, and before it wrote: the reader
    // sees the handler's event, and not the other one yet.
    chunk.used.fetch_add(1);
    REQUIRE(put(chunk, 5, Kind::wakes, Reason::none, 0, 1, 0, 0));
    const auto lanes = recording.read();
    REQUIRE(lanes[0].events.size() == 1);
    CHECK(lanes[0].events[0].time == 5);
}

}  // namespace
}  // namespace triptych::trace
