/// Which tasks there were: every lane of a recording by its number, its thread and its pid.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

#include "trace/recorder/recording.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// The threads and processes of a recording; lane i of the timeline has `events[i]`.
class Census {
public:
    /// A program that a process executes is the same lane as before.
    explicit Census(std::vector<RecordedLane> recorded);

    std::vector<Lane> lanes;
    std::vector<std::vector<Recorded>> events;

    /// The lane with that number, thread id or pthread_t that was there at that time; else nobody.
    std::size_t by_number(std::uint32_t number) const;
    std::size_t by_tid(pid_t tid, std::uint64_t time) const;
    std::size_t by_thread(pid_t pid, std::uint64_t thread, std::uint64_t time) const;

private:
    void add(RecordedLane& recorded);
    void find_creators();
    void name();

    std::map<std::uint32_t, std::size_t> numbers_;
    std::multimap<pid_t, std::pair<std::uint64_t, std::size_t>> tids_;  // since when
    std::map<std::pair<pid_t, std::uint64_t>, std::vector<std::pair<std::uint64_t, std::size_t>>>
        threads_;
    std::map<pid_t, std::size_t> processes_;     // the lane of the process's first thread
    std::vector<std::uint32_t> creators_;        // numbers, as recorded
    std::vector<std::optional<pid_t>> parents_;  // pids, as recorded
    std::map<pid_t, std::size_t> spawners_;      // by the pid of what posix_spawn started
    std::vector<std::string> programs_;
};

}  // namespace triptych::trace
