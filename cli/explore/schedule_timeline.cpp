#include "cli/explore/schedule_timeline.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "explore/story/coroutine_steps.hpp"
#include "explore/story/story.hpp"
#include "trace/timeline/words.hpp"

namespace triptych::cli {
namespace {

using nlohmann::json;
using trace::Reason;
using trace::State;
using trace::Time;

constexpr Time steps_after_deadlock = 2;  // to be seen

Reason reason_of(const std::string& waits_for) {
    if (waits_for == "end") return Reason::join;
    if (waits_for == "notification") return Reason::condition;
    if (waits_for == "acquire") return Reason::semaphore;
    if (waits_for == "receive") return Reason::pipe;
    return waits_for == "lock_shared" ? Reason::rwlock : Reason::mutex;
}

class Drawing {
public:
    explicit Drawing(const json& steps) {
        std::map<int, std::size_t> columns;
        for (const json& step : steps) {
            columns[step["thread"]];
            if (!step.contains("others")) continue;
            for (const json& other : step["others"])
                columns[other["thread"]];
        }
        for (auto& [column, lane] : columns) {
            lane = timeline.lanes.size();
            timeline.lanes.push_back({.name = explore::thread_name(column), .has_ended = true});
        }
        lanes_ = std::move(columns);
        for (const json& step : steps)
            add(step);
    }

    /// What this thread did not do itself: it waited, or another had its turn.
    void add_other(const json& other, Time begin, Time end) {
        const std::string waits_for = other["for"];
        if (waits_for.empty()) return extend(other["thread"], {begin, end, State::ready});
        trace::Span span{begin, end, State::waiting, reason_of(waits_for)};
        if (const auto whom = lanes_.find(other.value("of", -1)); whom != lanes_.end())
            span.whom = whom->second;
        if (waits_for != "end") span.object = object(other.value("object", std::uint64_t{0}), span);
        extend(other["thread"], span);
    }

    bool has(int column) const { return lanes_.contains(column); }

    trace::Timeline timeline;

private:
    void add(const json& step) {
        const Time begin = timeline.length;
        const Time end = ++timeline.length;
        extend(step["thread"], {begin, end, State::running});
        if (!step.contains("others")) return;
        for (const json& other : step["others"])
            if (other["thread"] != step["thread"]) add_other(other, begin, end);
    }

    /// A lane that was not heard of in between could have gone on.
    void extend(int column, trace::Span span) {
        trace::Lane& lane = timeline.lanes[lanes_.at(column)];
        if (lane.spans.empty()) lane.begin = span.begin;
        if (!lane.spans.empty() && lane.spans.back().end < span.begin)
            lane.spans.push_back({lane.spans.back().end, span.begin, State::ready});
        lane.end = span.end;
        if (!lane.spans.empty()) {
            trace::Span& last = lane.spans.back();
            if (std::pair{last.state, last.reason} == std::pair{span.state, span.reason} &&
                std::pair{last.object, last.whom} == std::pair{span.object, span.whom}) {
                last.end = span.end;
                return;
            }
        }
        lane.spans.push_back(span);
    }

    std::size_t object(std::uint64_t address, const trace::Span& span) {
        const auto [known, is_new] = objects_.try_emplace(address, timeline.objects.size());
        if (is_new)
            timeline.objects.push_back({span.reason, fmt::format("{} {}", trace::noun(span.reason),
                                                                 ++numbers_[span.reason])});
        return known->second;
    }

    std::map<int, std::size_t> lanes_;  // by the column of the story
    std::map<std::uint64_t, std::size_t> objects_;
    std::map<Reason, int> numbers_;
};

}  // namespace

trace::Timeline timeline_of(const json& story, const explore::SourceLines& lines,
                            const std::string& title) {
    Drawing drawing{explore::shown_steps(story, lines)};
    trace::Timeline& timeline = drawing.timeline;
    timeline.steps = static_cast<std::size_t>(timeline.length);
    timeline.title =
        fmt::format("{}: {} step{}", title, timeline.steps, timeline.steps == 1 ? "" : "s");
    if (story["outcome"]["end"] == "deadlock") {
        timeline.title += ", then nobody can go on";
        const Time end = timeline.length + steps_after_deadlock;
        for (const json& one : story["waiting"])
            if (drawing.has(one["thread"])) drawing.add_other(one, timeline.length, end);
        timeline.length = end;
    }
    return std::move(timeline);
}

}  // namespace triptych::cli
