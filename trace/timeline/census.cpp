#include "trace/timeline/census.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace triptych::trace {
namespace {

std::string program_name(const Recorded& event) {
    std::string name(16, '\0');
    std::memcpy(name.data(), &event.object, 8);
    std::memcpy(name.data() + 8, &event.task, 8);
    return name.substr(0, name.find('\0'));
}

std::size_t latest(const std::vector<std::pair<std::uint64_t, std::size_t>>& since,
                   std::uint64_t time) {
    std::size_t found = nobody;
    for (const auto& [begin, lane] : since)
        if (begin <= time || found == nobody) found = lane;
    return found;
}

}  // namespace

Census::Census(std::vector<RecordedLane> recorded) {
    for (RecordedLane& one : recorded)
        if (!one.events.empty()) add(one);
    find_creators();
    name();
}

void Census::add(RecordedLane& recorded) {
    const bool is_process = recorded.pid == recorded.tid;
    const auto start = std::ranges::find(recorded.events, Kind::start, &Recorded::kind);
    const auto program = std::ranges::find(recorded.events, Kind::program, &Recorded::kind);
    const bool is_image = program != recorded.events.end();
    const std::uint64_t since = recorded.events.front().time;

    // exec: a new image in a process that we know, unless that one has ended and left its pid.
    if (const auto known = processes_.find(recorded.pid);
        is_process && is_image && known != processes_.end() &&
        std::ranges::find(events[known->second], Kind::end, &Recorded::kind) ==
            events[known->second].end()) {
        const std::size_t lane = known->second;
        numbers_[recorded.lane] = lane;
        programs_[lane] = program_name(*program);
        events[lane].insert(events[lane].end(), recorded.events.begin(), recorded.events.end());
        return;
    }
    const std::size_t lane = lanes.size();
    numbers_[recorded.lane] = lane;
    tids_.emplace(recorded.tid, std::pair{since, lane});
    if (is_process) processes_[recorded.pid] = lane;
    if (start != recorded.events.end())
        threads_[{recorded.pid, start->object}].emplace_back(since, lane);
    for (const Recorded& event : recorded.events)
        if (event.kind == Kind::spawn && event.object != 0)
            spawners_[static_cast<pid_t>(event.object)] = lane;
    creators_.push_back(start == recorded.events.end() ? 0 : start->value);
    parents_.push_back(is_image ? std::optional{static_cast<pid_t>(program->value)} : std::nullopt);
    programs_.push_back(is_image ? program_name(*program) : std::string{});
    lanes.push_back({.kind = is_process ? LaneKind::process : LaneKind::thread,
                     .pid = recorded.pid,
                     .tid = recorded.tid});
    events.push_back(std::move(recorded.events));
}

void Census::find_creators() {
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        std::size_t& creator = lanes[i].creator;
        creator = by_number(creators_[i]);
        if (creator == nobody && parents_[i]) {
            if (const auto spawner = spawners_.find(lanes[i].pid); spawner != spawners_.end())
                creator = spawner->second;
            else if (const auto parent = processes_.find(*parents_[i]); parent != processes_.end())
                creator = parent->second;
        }
        if (creator == i) creator = nobody;
    }
}

void Census::name() {
    std::map<pid_t, int> threads;  // of each process
    int processes = 0;
    std::map<pid_t, std::string> process_names;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        Lane& lane = lanes[i];
        if (lane.kind == LaneKind::thread) continue;
        lane.name = lane.creator == nobody ? "main" : fmt::format("process {}", ++processes);
        process_names[lane.pid] = lane.creator == nobody ? "" : lane.name + " ";
        if (lane.creator != nobody && !programs_[i].empty())
            lane.name += fmt::format(" ({})", programs_[i]);
    }
    for (Lane& lane : lanes)
        if (lane.kind == LaneKind::thread)
            lane.name = fmt::format("{}thread {}", process_names[lane.pid], ++threads[lane.pid]);
}

std::size_t Census::by_number(std::uint32_t number) const {
    const auto found = numbers_.find(number);
    return found == numbers_.end() ? nobody : found->second;
}

std::size_t Census::by_tid(pid_t tid, std::uint64_t time) const {
    std::vector<std::pair<std::uint64_t, std::size_t>> since;
    const auto [begin, end] = tids_.equal_range(tid);
    for (auto one = begin; one != end; ++one)
        since.push_back(one->second);
    std::ranges::sort(since);
    return latest(since, time);
}

std::size_t Census::by_thread(pid_t pid, std::uint64_t thread, std::uint64_t time) const {
    const auto found = threads_.find({pid, thread});
    return found == threads_.end() ? nobody : latest(found->second, time);
}

}  // namespace triptych::trace
