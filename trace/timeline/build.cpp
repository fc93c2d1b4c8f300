#include "trace/timeline/build.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "common/stable_order.hpp"
#include "trace/timeline/census.hpp"
#include "trace/timeline/coroutine_holds.hpp"
#include "trace/timeline/coroutine_lanes.hpp"
#include "trace/timeline/links.hpp"
#include "trace/timeline/objects.hpp"
#include "trace/timeline/thread_spans.hpp"
#include "trace/timeline/words.hpp"

namespace triptych::trace {
namespace {

/// When each lane ended: at its last event; a process that was killed, when its parent knew, and
/// the threads of a process with it.
void find_ends(Census& census, Time until) {
    std::map<pid_t, Time> reaped;
    for (const auto& events : census.events)
        for (const Recorded& event : events)
            if (event.kind == Kind::reaps)
                reaped.try_emplace(static_cast<pid_t>(event.object), static_cast<Time>(event.time));
    std::map<pid_t, Time> processes;
    for (std::size_t i = 0; i < census.lanes.size(); ++i) {
        Lane& lane = census.lanes[i];
        lane.begin = static_cast<Time>(census.events[i].front().time);
        const auto end = std::ranges::find(census.events[i], Kind::end, &Recorded::kind);
        lane.has_ended = end != census.events[i].end();
        if (lane.has_ended)
            lane.end = static_cast<Time>(census.events[i].back().time);
        else if (const auto known = reaped.find(lane.pid); known != reaped.end())
            lane.end = std::max(known->second, static_cast<Time>(census.events[i].back().time));
        else
            lane.end = until;
        if (lane.kind == LaneKind::process) processes[lane.pid] = lane.end;
    }
    for (Lane& lane : census.lanes)
        if (!lane.has_ended && processes.contains(lane.pid))
            lane.end = std::max(lane.begin, std::min(lane.end, processes[lane.pid]));
}

/// Where the harness says that the problem begins and is solved; else all of it.
std::pair<Time, Time> limits(const Census& census, const Timeline& timeline) {
    Time begin = 0;
    Time end = 0;
    for (const auto& events : census.events)
        for (const Recorded& event : events)
            if (event.kind == Kind::mark)
                (event.value == 1 ? begin : end) = static_cast<Time>(event.time);
    if (begin != 0 && end > begin) return {begin, end};
    begin = timeline.lanes.front().begin;
    for (const Lane& lane : timeline.lanes) {
        begin = std::min(begin, lane.begin);
        end = std::max(end, lane.end);
    }
    return {begin, end};
}

template <typename Record>
std::map<pid_t, std::vector<Record>> by_thread(std::span<const Record> records) {
    std::map<pid_t, std::vector<Record>> threads;
    for (const Record& one : records)
        threads[one.tid].push_back(one);
    for (auto& [tid, list] : threads)
        sort_stably(list, &Record::time);
    return threads;
}

/// The records of one lane: thread ids are used again.
template <typename Record>
std::span<const Record> during(const std::map<pid_t, std::vector<Record>>& threads, pid_t tid,
                               Time begin, Time end) {
    const auto own = threads.find(tid);
    if (own == threads.end()) return {};
    const auto time = [](const Record& one) { return static_cast<Time>(one.time); };
    const auto first = std::ranges::lower_bound(own->second, begin, {}, time);
    const auto last = std::ranges::upper_bound(own->second, end, {}, time);
    return {first, last};
}

void count_switches(std::span<const Switch> switches, Timeline& timeline) {
    for (const Switch& one : switches)
        if (!one.gets_core) {
            ++timeline.switches;
            timeline.preempted += one.preempted ? 1 : 0;
        }
}

/// Numbers what is left of the objects, in the order in which they are used first.
void name_objects(Timeline& timeline) {
    std::map<std::size_t, Time> first_used;
    const auto use = [&](std::size_t object, Time time) {
        if (object == nobody) return;
        const auto [found, is_new] = first_used.try_emplace(object, time);
        found->second = std::min(found->second, time);
    };
    for (const Lane& lane : timeline.lanes)
        for (const Span& span : lane.spans)
            use(span.object, span.begin);
    for (const Hold& hold : timeline.holds)
        use(hold.object, hold.begin);
    for (const Link& link : timeline.links)
        use(link.object, link.sent);
    std::vector<std::pair<Time, std::size_t>> order;
    for (const auto& [object, time] : first_used)
        order.emplace_back(time, object);
    std::ranges::sort(order);
    std::map<Reason, int> numbers;
    for (const auto& [time, number] : order) {
        Object& object = timeline.objects[number];
        object.name = fmt::format("{} {}", noun(object.reason), ++numbers[object.reason]);
    }
}

}  // namespace

Timeline build(std::vector<RecordedLane> recorded, std::span<const Switch> switches,
               std::uint64_t until, std::span<const Delay> delays) {
    Census census{std::move(recorded)};
    Timeline timeline;
    if (census.lanes.empty()) return timeline;
    find_ends(census, static_cast<Time>(until));
    timeline.lanes = census.lanes;
    timeline.knows_cores = !switches.empty();
    timeline.knows_delays = switches.empty() && !delays.empty();
    const auto [from, to] = limits(census, timeline);
    Objects objects;
    const auto all_switches = by_thread(switches);
    const auto all_delays = by_thread(delays);
    for (std::size_t i = 0; i < census.lanes.size(); ++i) {
        Lane& lane = timeline.lanes[i];
        lane.spans = thread_spans(census, i, lane.end, objects);
        if (all_switches.contains(lane.tid)) {  // if none lies in its life, it had a core all along
            lane.spans =
                split_by_cores(lane.spans, during(all_switches, lane.tid, lane.begin, lane.end));
            count_switches(during(all_switches, lane.tid, from, to), timeline);
        } else if (const auto looks = during(all_delays, lane.tid, lane.begin, lane.end);
                   !looks.empty()) {
            lane.spans = split_by_delays(lane.spans, looks);
        }
    }
    add_links(census, objects, timeline);
    for (std::size_t i = 0; i < census.lanes.size(); ++i)
        add_coroutines(census.events[i], i, objects, timeline);
    add_coroutine_holds(timeline);
    timeline.objects = objects.take();
    sort_stably(timeline.links, &Link::received);
    Timeline clipped = clip(timeline, from, to);
    clipped.started = from;
    name_objects(clipped);
    return clipped;
}

Timeline clip(const Timeline& timeline, Time from, Time to) {
    Timeline clipped = timeline;
    clipped.length = std::max<Time>(0, to - from);
    if (clipped.started) *clipped.started += from;
    clipped.lanes.clear();
    const auto move = [&](Time time) { return std::clamp(time, from, to) - from; };
    std::vector<std::size_t> places(timeline.lanes.size(), nobody);
    for (std::size_t i = 0; i < timeline.lanes.size(); ++i) {
        Lane lane = timeline.lanes[i];
        if (lane.end < from || lane.begin > to) continue;
        places[i] = clipped.lanes.size();
        lane.has_ended = lane.has_ended && lane.end <= to;
        lane.begin = move(lane.begin);
        lane.end = move(lane.end);
        std::erase_if(lane.spans,
                      [&](const Span& span) { return span.end <= from || span.begin >= to; });
        std::erase_if(lane.cancelled, [&](Time time) { return time < from || time > to; });
        for (Time& time : lane.cancelled)
            time = move(time);
        clipped.lanes.push_back(std::move(lane));
    }
    const auto place = [&](std::size_t& lane) { lane = lane == nobody ? nobody : places[lane]; };
    for (Lane& lane : clipped.lanes) {
        place(lane.creator);
        place(lane.thread);
        for (Span& span : lane.spans) {
            span.begin = move(span.begin);
            span.end = move(span.end);
            place(span.whom);
        }
    }
    const auto is_outside = [&](Time time) { return time < from || time > to; };
    std::erase_if(clipped.links, [&](const Link& link) { return is_outside(link.received); });
    for (Link& link : clipped.links) {
        place(link.from);
        place(link.to);
        link.sent = move(link.sent);
        link.received = move(link.received);
    }
    std::erase_if(clipped.links,
                  [](const Link& link) { return link.from == nobody || link.to == nobody; });
    std::erase_if(clipped.holds,
                  [&](const Hold& hold) { return hold.end < from || hold.begin > to; });
    for (Hold& hold : clipped.holds) {
        place(hold.lane);
        hold.begin = move(hold.begin);
        hold.end = move(hold.end);
    }
    std::erase_if(clipped.turns, [&](const Turn& turn) { return is_outside(turn.select); });
    for (Turn& turn : clipped.turns) {
        place(turn.thread);
        turn.select = move(turn.select);
        turn.selected = move(turn.selected);
        turn.last = move(turn.last);
    }
    return clipped;
}

}  // namespace triptych::trace
