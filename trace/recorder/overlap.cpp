#include "trace/recorder/overlap.hpp"

#include <algorithm>
#include <climits>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <linux/futex.h>
#include <set>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>

namespace triptych::trace {
namespace {

namespace fs = std::filesystem;

/// The kernel's letter for a thread's state; 'X' if there is none.
char state_of(const fs::path& task) {
    std::ifstream file{task / "stat"};
    std::string text;
    std::getline(file, text);
    const std::size_t name_end = text.rfind(')');  // the name may contain anything
    return name_end == std::string::npos || name_end + 2 >= text.size() ? 'X' : text[name_end + 2];
}

/// Whether every thread of the process sleeps in the kernel, or has ended.
bool sleeps(pid_t pid) {
    std::error_code error;
    return std::ranges::all_of(fs::directory_iterator{fmt::format("/proc/{}/task", pid), error},
                               [](const auto& task) {
                                   const char state = state_of(task.path());
                                   return state == 'S' || state == 'Z' || state == 'X';
                               });
}

/// Whether the lane can only go on if another one acts; or is gone, whatever its last event was.
bool is_blocked(const RecordedLane& lane) {
    if (state_of(fmt::format("/proc/{}/task/{}", lane.pid, lane.tid)) == 'X') return true;
    const Recorded& last = lane.events.back();
    if (last.kind == Kind::end || last.kind == Kind::held) return true;
    return last.kind == Kind::waits && (last.flags & is_timed) == 0;
}

std::size_t count_events(const std::vector<RecordedLane>& lanes) {
    std::size_t count = 0;
    for (const RecordedLane& lane : lanes)
        count += lane.events.size();
    return count;
}

/// Whether a thread or process was created that has not begun yet.
bool is_one_missing(const std::vector<RecordedLane>& lanes) {
    std::set<std::uint32_t> begun;
    for (const RecordedLane& lane : lanes)
        begun.insert(lane.lane);
    for (const RecordedLane& lane : lanes)
        for (const Recorded& event : lane.events)
            if (event.kind == Kind::spawn && event.value != 0 && !begun.contains(event.value))
                return true;
    return false;
}

}  // namespace

Overlap::Overlap(const Recording& recording, std::uint32_t wanted)
    : recording_{recording}, wanted_{wanted} {
    recording.buffer().header().wanted = wanted;
}

void Overlap::look() {
    Header& header = recording_.buffer().header();
    if (header.freed.load() != 0 || !is_stuck()) return;
    refuted_ = true;
    header.freed.store(1);
    ::syscall(SYS_futex, &header.freed, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

std::uint32_t Overlap::inside() const {
    return recording_.buffer().header().inside.load();
}

/// All are blocked, all sleep in the kernel, and nothing was recorded in between: so no wake-up was
/// under way, for the kernel marks a thread as runnable at the moment when another wakes it.
bool Overlap::is_stuck() const {
    const auto lanes = recording_.read();
    const auto has_events = [](const RecordedLane& lane) { return !lane.events.empty(); };
    if (lanes.empty() || !std::ranges::all_of(lanes, has_events)) return false;
    if (!std::ranges::all_of(lanes, is_blocked) || is_one_missing(lanes)) return false;
    const auto is_held = [](const RecordedLane& lane) {
        return lane.events.back().kind == Kind::held;
    };
    if (std::ranges::none_of(lanes, is_held)) return false;
    const auto is_asleep = [](const RecordedLane& lane) { return sleeps(lane.pid); };
    return std::ranges::all_of(lanes, is_asleep) &&
           count_events(recording_.read()) == count_events(lanes);
}

}  // namespace triptych::trace
