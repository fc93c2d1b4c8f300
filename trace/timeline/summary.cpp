#include "trace/timeline/summary.hpp"

#include <algorithm>

#include "common/stable_order.hpp"
#include "trace/timeline/critical_path.hpp"

namespace triptych::trace {
namespace {

/// The most intervals that overlap.
std::size_t most_at_once(std::vector<std::pair<Time, int>> changes) {
    std::ranges::sort(changes);  // of those at the same time, ends (-1) come first
    std::ptrdiff_t now = 0;
    std::ptrdiff_t most = 0;
    for (const auto& [time, change] : changes)
        most = std::max(most, now += change);
    return static_cast<std::size_t>(most);
}

void add_states(const Timeline& timeline, Summary& summary) {
    std::vector<std::pair<Time, int>> alive;
    std::vector<std::pair<Time, int>> running;
    for (const Lane& lane : timeline.lanes) {
        alive.insert(alive.end(), {{lane.begin, 1}, {lane.end, -1}});
        for (const Span& span : lane.spans) {
            summary.states[span.state] += span.length();
            if (span.state == State::waiting) summary.reasons[span.reason] += span.length();
            if (span.state == State::running && lane.kind != LaneKind::coroutine)
                running.insert(running.end(), {{span.begin, 1}, {span.end, -1}});
        }
    }
    summary.most_alive = most_at_once(std::move(alive));
    summary.most_running = most_at_once(std::move(running));
}

void add_mutexes(const Timeline& timeline, Summary& summary) {
    std::map<std::size_t, MutexUse> uses;
    for (const Hold& hold : timeline.holds) {
        MutexUse& use = uses[hold.object];
        ++use.locks;
        use.is_of_coroutines = timeline.lanes[hold.lane].kind == LaneKind::coroutine;
        if (!use.is_of_coroutines) use.waits += hold.has_waited ? 1 : 0;
        use.held += hold.end - hold.begin;
        if (hold.end - hold.begin < use.longest_hold) continue;
        use.longest_hold = hold.end - hold.begin;
        use.longest_holder = hold.lane;
    }
    for (std::size_t lane = 0; lane < timeline.lanes.size(); ++lane)
        for (const Span& span : timeline.lanes[lane].spans) {
            if (span.reason != Reason::mutex || span.object == nobody || span.blocks_loop) continue;
            MutexUse& use = uses[span.object];
            use.waited += span.length();
            if (timeline.lanes[lane].kind == LaneKind::coroutine) {
                use.is_of_coroutines = true;
                ++use.waits;
            }
            if (span.length() <= use.longest_wait) continue;
            use.longest_wait = span.length();
            use.longest_waiter = lane;
        }
    for (auto& [object, use] : uses) {
        use.object = object;
        summary.mutexes.push_back(use);
    }
    sort_stably(summary.mutexes, [](const MutexUse& use) { return -use.waited; });
}

void add_loops(const Timeline& timeline, Summary& summary) {
    std::map<std::size_t, LoopUse> uses;
    for (std::size_t i = 0; i < timeline.turns.size(); ++i) {
        const Turn& turn = timeline.turns[i];
        const bool is_last =
            i + 1 == timeline.turns.size() || timeline.turns[i + 1].thread != turn.thread;
        const Time end = is_last ? turn.last : timeline.turns[i + 1].select;
        LoopUse& use = uses[turn.thread];
        use.thread = turn.thread;
        ++use.turns;
        use.selecting += turn.selected - turn.select;
        use.running += end - turn.selected;
        use.longest_turn = std::max(use.longest_turn, end - turn.selected);
        use.descriptors += turn.descriptors;
        use.woken += turn.woken;
        use.ran += turn.ran;
    }
    for (const auto& [thread, use] : uses)
        summary.loops.push_back(use);
}

}  // namespace

Summary summarize(const Timeline& timeline) {
    Summary summary;
    add_states(timeline, summary);
    add_mutexes(timeline, summary);
    add_loops(timeline, summary);
    summary.critical_path = critical_path(timeline);
    return summary;
}

}  // namespace triptych::trace
