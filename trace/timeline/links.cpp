#include "trace/timeline/links.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "common/stable_order.hpp"

namespace triptych::trace {
namespace {

/// An event, its lane, and the object that it is about.
struct Act {
    Recorded event;
    std::size_t lane = nobody;
    std::size_t object = nobody;
    Time time() const { return static_cast<Time>(event.time); }
};

using Acts = std::map<std::size_t, std::vector<Act>>;  // by object, in the order of time

Acts acts_of(Kind kind, const Census& census, Objects& objects) {
    Acts acts;
    for (std::size_t lane = 0; lane < census.events.size(); ++lane)
        for (const Recorded& event : census.events[lane]) {
            if (event.kind != kind) continue;
            const std::size_t object = objects.of(event, census.lanes[lane].pid);
            if (object != nobody) acts[object].push_back({event, lane, object});
        }
    for (auto& [object, list] : acts)
        sort_stably(list, &Act::time);
    return acts;
}

void add_spawns(const Census& census, Timeline& timeline) {
    std::map<std::size_t, Time> sent;  // by the lane that is created
    for (const auto& events : census.events)
        for (const Recorded& event : events)
            if (event.kind == Kind::spawn && event.value != 0)
                sent.try_emplace(census.by_number(event.value), static_cast<Time>(event.time));
    for (std::size_t to = 0; to < census.lanes.size(); ++to) {
        const Lane& lane = census.lanes[to];
        if (lane.creator == nobody) continue;
        const auto known = sent.find(to);
        timeline.links.push_back(
            {.kind = LinkKind::spawn,
             .from = lane.creator,
             .to = to,
             .sent = known == sent.end() ? lane.begin : std::min(known->second, lane.begin),
             .received = lane.begin});
    }
}

/// The two ends of each connection, made by socketpair(), or by connect() and accept(): what is
/// sent to the one is received from the other.
std::map<std::size_t, std::size_t> other_ends(const Census& census, Objects& objects) {
    std::map<std::size_t, std::size_t> others;
    const auto pair = [&](std::size_t a, std::size_t b) {
        others[a] = b;
        others[b] = a;
    };
    std::vector<std::pair<Recorded, std::size_t>> connected;  // and the socket
    for (std::size_t lane = 0; lane < census.events.size(); ++lane)
        for (Recorded event : census.events[lane]) {
            if (event.kind == Kind::pairs) {
                Recorded second = event;
                second.object = event.value;
                const pid_t pid = census.lanes[lane].pid;
                pair(objects.of(event, pid), objects.of(second, pid));
            } else if (event.kind == Kind::connects) {
                const std::uint64_t connection = std::exchange(event.task, 0);
                const std::size_t socket = objects.of(event, census.lanes[lane].pid);
                event.task = connection;
                connected.emplace_back(event, socket);
            }
        }
    sort_stably(connected, [](const auto& one) { return one.first.time; });
    std::map<std::uint64_t, std::size_t> unpaired;  // by the connection, of which one end is known
    for (const auto& [event, socket] : connected) {
        const auto [found, is_first] = unpaired.try_emplace(event.task, socket);
        if (is_first || found->second == socket) continue;
        pair(found->second, socket);
        unpaired.erase(found);  // the same ports may be used again
    }
    return others;
}

/// Bytes leave a pipe in the order in which they were put in: so the n-th byte that was received is
/// the n-th that was sent.
void add_messages(const Census& census, Objects& objects, Timeline& timeline) {
    const Acts sends = acts_of(Kind::sends, census, objects);
    const Acts receives = acts_of(Kind::receives, census, objects);
    const std::map<std::size_t, std::size_t> others = other_ends(census, objects);
    for (const auto& [object, received] : receives) {
        const auto other = others.find(object);
        const auto found = sends.find(other == others.end() ? object : other->second);
        if (found == sends.end()) continue;
        auto send = found->second.begin();
        std::uint64_t left = send->event.value;
        for (const Act& receive : received) {
            std::uint64_t wanted = receive.event.value;
            while (wanted > 0 && send != found->second.end()) {
                const std::uint64_t taken = std::min(wanted, left);
                timeline.links.push_back({.kind = LinkKind::message,
                                          .from = send->lane,
                                          .to = receive.lane,
                                          .sent = std::min(send->time(), receive.time()),
                                          .received = receive.time(),
                                          .object = object,
                                          .bytes = static_cast<std::uint32_t>(taken)});
                wanted -= taken;
                left -= taken;
                if (left == 0 && ++send != found->second.end()) left = send->event.value;
            }
        }
    }
}

/// How long each mutex was held, and from whom those who waited for it got it.
void add_holds(const Census& census, Objects& objects, Timeline& timeline) {
    Acts acts = acts_of(Kind::lock, census, objects);
    for (auto& [object, unlocks] : acts_of(Kind::unlock, census, objects)) {
        std::vector<Act>& all = acts[object];
        all.insert(all.end(), unlocks.begin(), unlocks.end());
        sort_stably(all, &Act::time);
    }
    for (const auto& [object, list] : acts) {
        std::map<std::size_t, Hold> held;  // by lane
        const Act* unlocked = nullptr;     // the last one
        for (const Act& act : list) {
            if (act.event.kind == Kind::lock) {
                const bool has_waited = act.event.value != 0;
                held.try_emplace(act.lane, Hold{.object = object,
                                                .lane = act.lane,
                                                .begin = act.time(),
                                                .has_waited = has_waited});
                if (has_waited && unlocked != nullptr && unlocked->lane != act.lane)
                    timeline.links.push_back({.kind = LinkKind::handover,
                                              .from = unlocked->lane,
                                              .to = act.lane,
                                              .sent = unlocked->time(),
                                              .received = act.time(),
                                              .object = object});
                continue;
            }
            unlocked = &act;
            if (const auto hold = held.extract(act.lane)) {
                timeline.holds.push_back(hold.mapped());
                timeline.holds.back().end = act.time();
            }
        }
        for (auto& [lane, hold] : held) {
            hold.end = timeline.lanes[lane].end;
            timeline.holds.push_back(hold);
        }
    }
}

/// A wait that ends although nothing else was waited for was ended by the last notification.
void add_wakes(const Census& census, Objects& objects, Timeline& timeline) {
    const Acts wakes = acts_of(Kind::wakes, census, objects);
    for (std::size_t lane = 0; lane < census.lanes.size(); ++lane)
        for (const Span& span : timeline.lanes[lane].spans) {
            const auto found = span.state == State::waiting ? wakes.find(span.object) : wakes.end();
            if (found == wakes.end()) continue;
            const auto after = std::ranges::upper_bound(found->second, span.end, {}, &Act::time);
            if (after == found->second.begin()) continue;
            const Act& wake = *std::prev(after);
            if (wake.time() < span.begin || wake.lane == lane) continue;
            timeline.links.push_back({.kind = LinkKind::wake,
                                      .from = wake.lane,
                                      .to = lane,
                                      .sent = wake.time(),
                                      .received = span.end,
                                      .object = span.object});
        }
}

/// Joins of threads, and of children, whose status is known from then on.
void add_joins(const Census& census, Timeline& timeline) {
    const auto join = [&](std::size_t from, std::size_t to, Time time) {
        if (from == nobody || from == to) return;
        timeline.links.push_back({.kind = LinkKind::join,
                                  .from = from,
                                  .to = to,
                                  .sent = std::min(timeline.lanes[from].end, time),
                                  .received = time});
    };
    for (std::size_t lane = 0; lane < census.lanes.size(); ++lane) {
        for (const Recorded& event : census.events[lane]) {
            if (event.kind != Kind::reaps) continue;
            const std::size_t child = census.by_tid(static_cast<pid_t>(event.object), event.time);
            if (child == nobody || timeline.lanes[child].status) continue;
            timeline.lanes[child].status = static_cast<int>(event.value);
            join(child, lane, static_cast<Time>(event.time));
        }
        for (const Span& span : timeline.lanes[lane].spans)
            if (span.reason == Reason::join) join(span.whom, lane, span.end);
    }
}

}  // namespace

void add_links(const Census& census, Objects& objects, Timeline& timeline) {
    add_spawns(census, timeline);
    add_messages(census, objects, timeline);
    add_holds(census, objects, timeline);
    add_wakes(census, objects, timeline);
    add_joins(census, timeline);
}

}  // namespace triptych::trace
