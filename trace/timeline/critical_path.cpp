#include "trace/timeline/critical_path.hpp"

#include <algorithm>
#include <map>

namespace triptych::trace {
namespace {

class Walk {
public:
    explicit Walk(const Timeline& timeline) : timeline_{timeline} {
        for (const Link& link : timeline.links)
            incoming_[link.to].push_back(&link);  // by the time of their receipt
    }

    std::vector<PathPart> back() {
        std::size_t lane = last();
        if (lane == nobody) return {};
        Time time = timeline_.lanes[lane].end;
        while (time > 0) {
            const Lane& present = timeline_.lanes[lane];
            const auto after = std::ranges::lower_bound(present.spans, time, {}, &Span::begin);
            if (after == present.spans.begin()) {  // it begins here: its creator goes before
                const Link* const spawn = spawn_of(lane);
                if (spawn == nullptr || spawn->sent > time) break;
                lane = spawn->from;
                time = spawn->sent;
                if (++steps_ > most_steps) break;
                continue;
            }
            const Span& span = *std::prev(after);
            const Link* const cause = cause_of(lane, span);
            // A message may be recorded as sent when it has arrived already.
            const Time sent = cause == nullptr ? span.begin : std::min(cause->sent, time);
            add(lane, sent, time, cause == nullptr ? span : woken());
            time = sent;
            if (cause != nullptr) lane = cause->from;
            if (++steps_ > most_steps) break;
        }
        std::ranges::reverse(path_);
        return std::move(path_);
    }

private:
    static constexpr std::size_t most_steps = 1'000'000;

    /// A task that has what it waited for, and does not go on yet: it has no core.
    Span woken() const {
        return {.state = timeline_.knows_cores ? State::ready : State::ready_or_running};
    }

    /// The task that ended last: of those, the first one, which is the program itself.
    std::size_t last() const {
        std::size_t found = nobody;
        for (std::size_t i = 0; i < timeline_.lanes.size(); ++i)
            if (found == nobody || timeline_.lanes[i].end > timeline_.lanes[found].end) found = i;
        return found;
    }

    /// What ended that wait: of the acts of others that arrived in it, or a moment later (events
    /// are written after the calls that they tell of), the one that came about last. If the wait is
    /// for one certain task, only an act of that one.
    const Link* cause_of(std::size_t lane, const Span& span) const {
        constexpr Time moment = 20'000;
        const auto received = [](const Link* one) { return one->received; };
        const auto found = incoming_.find(lane);
        if (span.state != State::waiting || found == incoming_.end()) return nullptr;
        const bool joins = span.reason == Reason::join || span.reason == Reason::child;
        const Link* latest = nullptr;
        auto link = std::ranges::lower_bound(found->second, span.begin, {}, received);
        for (; link != found->second.end() && (*link)->received <= span.end + moment; ++link) {
            const Link& one = **link;
            if (one.kind == LinkKind::spawn || one.from == lane || one.sent < span.begin) continue;
            if (joins && span.whom != nobody && one.from != span.whom) continue;
            if (latest == nullptr || one.sent >= latest->sent) latest = &one;
        }
        return latest;
    }

    const Link* spawn_of(std::size_t lane) const {
        const auto found = incoming_.find(lane);
        if (found == incoming_.end()) return nullptr;
        const auto spawn = std::ranges::find_if(
            found->second, [](const Link* one) { return one->kind == LinkKind::spawn; });
        return spawn == found->second.end() ? nullptr : *spawn;
    }

    /// Two parts in the same state are one.
    void add(std::size_t lane, Time begin, Time end, const Span& span) {
        if (end <= begin) return;
        if (!path_.empty()) {
            PathPart& next = path_.back();  // later in time: the walk goes backwards
            if (next.lane == lane && next.span.state == span.state &&
                next.span.reason == span.reason && next.span.object == span.object &&
                next.begin == end) {
                next.begin = begin;
                return;
            }
        }
        path_.push_back({.lane = lane, .begin = begin, .end = end, .span = span});
    }

    const Timeline& timeline_;
    std::map<std::size_t, std::vector<const Link*>> incoming_;
    std::vector<PathPart> path_;
    std::size_t steps_ = 0;
};

}  // namespace

std::vector<PathPart> critical_path(const Timeline& timeline) {
    return Walk{timeline}.back();
}

}  // namespace triptych::trace
