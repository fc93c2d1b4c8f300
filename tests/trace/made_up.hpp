/// Recordings made up for tests: events at chosen times.
#pragma once

#include <cstdint>
#include <vector>

#include "trace/recorder/recording.hpp"

namespace triptych::trace {

inline RecordedLane process(std::uint32_t lane, pid_t pid, std::uint32_t creator,
                            std::vector<Recorded> events, std::uint64_t begin, std::uint64_t end) {
    RecordedLane made{.lane = lane, .pid = pid, .tid = pid, .events = {}};
    made.events.push_back(
        {.time = begin, .object = 100U + lane, .value = creator, .kind = Kind::start});
    made.events.insert(made.events.end(), events.begin(), events.end());
    made.events.push_back({.time = end, .kind = Kind::end});
    return made;
}

inline RecordedLane thread(std::uint32_t lane, pid_t pid, pid_t tid, std::uint32_t creator,
                           std::vector<Recorded> events, std::uint64_t begin, std::uint64_t end) {
    RecordedLane made = process(lane, pid, creator, std::move(events), begin, end);
    made.tid = tid;
    return made;
}

inline Recorded waits(std::uint64_t time, Reason reason, std::uint64_t object = 0,
                      std::uint32_t value = 0) {
    return {.time = time, .object = object, .value = value, .reason = reason, .kind = Kind::waits};
}

inline Recorded goes_on(std::uint64_t time, Reason reason) {
    return {.time = time, .reason = reason, .kind = Kind::goes_on};
}

}  // namespace triptych::trace
