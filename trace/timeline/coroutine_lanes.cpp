#include "trace/timeline/coroutine_lanes.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace triptych::trace {
namespace {

/// Follows the events of one thread.
class Loop {
public:
    Loop(std::size_t thread, Objects& objects, Timeline& timeline)
        : thread_{thread}, objects_{objects}, timeline_{timeline} {
        for (const Lane& lane : timeline.lanes)
            if (lane.kind == LaneKind::coroutine) ++count_;
    }

    void take(const Recorded& event) {
        if (event.kind == Kind::connects) return;  // it has no task
        const auto time = static_cast<Time>(event.time);
        if (event.kind != Kind::ready && event.task != 0) just_ended_ = nobody;
        if (event.task != 0) turn_.last = time;
        switch (event.kind) {
            case Kind::begins: begin(event, time); break;
            case Kind::returns: go_back(time); break;
            case Kind::runs: run(lane_of(event, time), time); break;
            case Kind::ready: wake(lane_of(event, time), time); break;
            case Kind::awaits: await(event, time); break;
            case Kind::cancels:
                if (alive_.contains(event.task))
                    timeline_.lanes[alive_[event.task]].cancelled.push_back(time);
                break;
            case Kind::ends: end(event, time); break;
            case Kind::selects: select(time); break;
            case Kind::selected: selected(event, time); break;
            default: break;
        }
    }

    void finish() {
        const Time end = timeline_.lanes[thread_].end;
        for (const auto& [address, lane] : alive_) {
            change(lane, end, {});
            timeline_.lanes[lane].end = end;
        }
        if (turn_.thread != nobody) timeline_.turns.push_back(turn_);
    }

private:
    void begin(const Recorded& event, Time time) {
        alive_[event.task] = timeline_.lanes.size();
        const Lane& loop = timeline_.lanes[thread_];
        Lane lane{.kind = LaneKind::coroutine,
                  .name = fmt::format("coroutine {}", ++count_),
                  .pid = loop.pid,
                  .tid = loop.tid,
                  .creator = running_ == nobody ? thread_ : running_,
                  .thread = thread_,
                  .begin = time};
        present_[timeline_.lanes.size()] = {.begin = time, .state = State::ready};
        timeline_.links.push_back({.kind = LinkKind::spawn,
                                   .from = lane.creator,
                                   .to = timeline_.lanes.size(),
                                   .sent = time,
                                   .received = time});
        timeline_.lanes.push_back(std::move(lane));
        if (event.value == 0) return;
        if (running_ != nobody) interrupted_.push_back(running_);
        run(timeline_.lanes.size() - 1, time);
    }

    /// The creator goes on, whose turn the coroutine that began at once has used.
    void go_back(Time time) {
        if (interrupted_.empty()) return;
        run(interrupted_.back(), time);
        interrupted_.pop_back();
    }

    /// The lane at that address; a new one if its beginning was not recorded.
    std::size_t lane_of(const Recorded& event, Time time) {
        if (!alive_.contains(event.task))
            begin({.time = event.time, .task = event.task, .kind = Kind::begins}, time);
        return alive_[event.task];
    }

    void change(std::size_t lane, Time time, Span next) {
        Span& present = present_[lane];
        present.end = time;
        if (present.end > present.begin) {
            if (present.state == State::running)
                add_turn(timeline_.lanes[lane], present);
            else
                timeline_.lanes[lane].spans.push_back(present);
        }
        present = next;
        present.begin = time;
    }

    /// While it has its turn, it is in the state of its thread: which may wait, too.
    void add_turn(Lane& lane, const Span& turn) {
        const std::vector<Span>& spans = timeline_.lanes[thread_].spans;
        auto next = std::ranges::upper_bound(spans, turn.begin, {}, &Span::end);
        for (; next != spans.end() && next->begin < turn.end; ++next) {
            Span part = *next;
            part.begin = std::max(part.begin, turn.begin);
            part.end = std::min(part.end, turn.end);
            part.blocks_loop = part.state == State::waiting;
            if (part.end > part.begin) lane.spans.push_back(part);
        }
    }

    /// The coroutine that has its turn loses it: if it does not wait, it is ready.
    void stop_running(Time time) {
        if (running_ == nobody) return;
        change(running_, time, {.state = State::ready});
        running_ = nobody;
    }

    void run(std::size_t lane, Time time) {
        if (running_ == lane) return;
        stop_running(time);
        change(lane, time, {.state = State::running});
        running_ = lane;
        ++turn_.ran;
    }

    void wake(std::size_t lane, Time time) {
        if (running_ == lane) return;
        // The first one that the kernel's answer wakes, or a timer: for it the loop has waited.
        if (turn_.woken == 0 && turn_.ran == 0 && turn_.thread != nobody)
            timeline_.links.push_back({.kind = LinkKind::wake,
                                       .from = lane,
                                       .to = thread_,
                                       .sent = turn_.selected,
                                       .received = turn_.selected});
        ++turn_.woken;
        // The end of a task wakes the one that waits for it.
        const bool joins = running_ == nobody && just_ended_ != nobody;
        if (const std::size_t waker = joins ? just_ended_ : running_; waker != nobody) {
            Span& wait = present_[lane];
            const bool is_handover = wait.reason == Reason::mutex && !joins &&
                                     !is_cancelled_since(timeline_.lanes[lane], wait.begin);
            if (is_handover) wait.whom = waker;  // it has unlocked it: so it held it
            const LinkKind kind = is_handover ? LinkKind::handover : LinkKind::wake;
            timeline_.links.push_back({.kind = joins ? LinkKind::join : kind,
                                       .from = waker,
                                       .to = lane,
                                       .sent = time,
                                       .received = time,
                                       .object = wait.object});
        }
        change(lane, time, {.state = State::ready});
    }

    static bool is_cancelled_since(const Lane& lane, Time begin) {
        return !lane.cancelled.empty() && lane.cancelled.back() >= begin;
    }

    void await(const Recorded& event, Time time) {
        const std::size_t lane = lane_of(event, time);
        if (running_ == lane) running_ = nobody;
        change(lane, time,
               {.state = State::waiting,
                .reason = event.reason,
                .object = objects_.of(event, timeline_.lanes[thread_].pid)});
    }

    void end(const Recorded& event, Time time) {
        if (!alive_.contains(event.task)) return;  // it began before the recording
        const std::size_t lane = alive_[event.task];
        if (running_ == lane) running_ = nobody;
        change(lane, time, {});
        timeline_.lanes[lane].end = time;
        timeline_.lanes[lane].has_ended = true;
        just_ended_ = lane;
        alive_.erase(event.task);
        present_.erase(lane);
    }

    void select(Time time) {
        stop_running(time);
        interrupted_.clear();
        just_ended_ = nobody;
        if (turn_.thread != nobody) timeline_.turns.push_back(turn_);
        turn_ = {.thread = thread_, .select = time, .selected = time, .last = time};
    }

    void selected(const Recorded& event, Time time) {
        turn_.selected = turn_.last = time;
        turn_.descriptors = event.value;
    }

    std::size_t thread_;
    Objects& objects_;
    Timeline& timeline_;
    std::size_t count_ = 0;
    std::map<std::uint64_t, std::size_t> alive_;  // by address
    std::map<std::size_t, Span> present_;         // of each that is alive
    std::size_t running_ = nobody;
    std::size_t just_ended_ = nobody;       // if nothing has happened since
    std::vector<std::size_t> interrupted_;  // creators, while those that began at once run
    Turn turn_;
};

}  // namespace

void add_coroutines(const std::vector<Recorded>& events, std::size_t thread, Objects& objects,
                    Timeline& timeline) {
    Loop loop{thread, objects, timeline};
    for (const Recorded& event : events)
        loop.take(event);
    loop.finish();
}

}  // namespace triptych::trace
