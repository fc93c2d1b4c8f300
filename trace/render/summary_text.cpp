#include "trace/render/summary_text.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "common/harness/table.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"
#include "trace/timeline/summary.hpp"
#include "trace/timeline/words.hpp"

namespace triptych::trace {
namespace {

constexpr std::size_t most_rows = 8;

std::string count(std::size_t number) {
    return harness::format_count(static_cast<std::int64_t>(number));
}

std::string overlap(const Timeline& timeline, const Summary& summary, std::size_t width) {
    std::string text = fmt::format("At most {} tasks existed at once", count(summary.most_alive));
    if (timeline.knows_cores)
        text += fmt::format(
            ", and at most {} ran at once. The kernel switched threads {} times, {} "
            "of these although the thread could have gone on.",
            count(summary.most_running), count(timeline.switches), count(timeline.preempted));
    else if (timeline.knows_delays)
        text +=
            ". The kernel does not tell of each switch here (perf_event_open is not allowed). "
            "Where "
            "its sums (/proc/PID/task/TID/schedstat, read each millisecond) say enough, threads "
            "are "
            "shown as running or ready, which is right to about a millisecond; elsewhere as ready "
            "or running.";
    else
        text +=
            ". The kernel does not tell here which of them had a core "
            "(perf_event_open is not allowed).";
    if (timeline.lost > 0)
        text += fmt::format(" {} events did not fit and are missing.", timeline.lost);
    return harness::hanging("", text, width) + '\n';
}

std::string_view name_of(State state) {
    switch (state) {
        case State::running: return "runs";
        case State::ready: return "ready: others run";
        case State::ready_or_running: return "ready or running";
        case State::waiting: break;
    }
    return "waits";
}

/// All tasks together: their time by state, and that of the waits by reason.
std::string times(const Summary& summary, std::size_t width, bool colour) {
    Time all = 0;
    for (const auto& [state, time] : summary.states)
        all += time;
    harness::Table table{.titles = {"all tasks together", "time", "part"}, .rows = {}};
    const auto add = [&](std::string name, Time time) {
        table.rows.push_back(
            {.cells = {std::move(name), duration(time),
                       harness::format_percent(static_cast<double>(time) /
                                               static_cast<double>(std::max<Time>(1, all)))}});
    };
    for (const auto& [state, time] : summary.states)
        if (state != State::waiting) add(std::string{name_of(state)}, time);
    for (const auto& [reason, time] : summary.reasons)
        add(reason == Reason::sleep ? "asleep" : fmt::format("waits: {}", noun(reason)), time);
    return harness::as_text(table, width, colour) + '\n';
}

/// No number of cores makes it faster than its span. Empty if it is unknown who ran.
std::string work_and_span(const Timeline& timeline, const Summary& summary, std::size_t width) {
    if (!timeline.knows_cores) return "";
    Time work = 0;
    for (const Lane& lane : timeline.lanes)  // a coroutine's thread runs when the coroutine does
        for (const Span& span : lane.spans)
            if (lane.kind != LaneKind::coroutine && span.state == State::running)
                work += span.length();
    Time span = 0;
    for (const PathPart& part : summary.critical_path)
        if (part.span.state == State::running) span += part.end - part.begin;
    if (span == 0) return "";
    return harness::hanging(
        "",
        fmt::format("Work, all that ran: {}. Span, what of it is on the critical path: {}. So more "
                    "than {:.1f} cores cannot be kept busy.",
                    duration(work), duration(span),
                    static_cast<double>(work) / static_cast<double>(span)),
        width);
}

std::string path(const Timeline& timeline, const Summary& summary, std::size_t width) {
    std::string text =
        "Critical path: what the end had to wait for. To make anything else faster saves "
        "nothing.\n";
    std::vector<Time> lengths;
    for (const PathPart& part : summary.critical_path)
        lengths.push_back(part.end - part.begin);
    std::ranges::sort(lengths, std::greater{});
    const Time shortest = lengths.size() > most_rows ? lengths[most_rows - 1] : 0;
    std::size_t shown = 0;
    for (const PathPart& part : summary.critical_path) {
        if (part.end - part.begin < shortest || shown == most_rows) continue;
        ++shown;
        text += harness::hanging(
            "  ",
            fmt::format("{} to {}: {} {}", duration(part.begin), duration(part.end),
                        timeline.lanes[part.lane].name, describe(timeline, part.span)),
            width);
    }
    if (shown < summary.critical_path.size())
        text +=
            fmt::format("  and {} shorter parts\n", count(summary.critical_path.size() - shown));
    return text + work_and_span(timeline, summary, width) + '\n';
}

std::string mutexes(const Timeline& timeline, const Summary& summary, std::size_t width,
                    bool colour) {
    if (summary.mutexes.empty()) return "";
    harness::Table table{.titles = {"mutex", "locked", "held", "longest", "held by", "waits",
                                    "waited", "longest", "waited by"},
                         .rows = {}};
    const auto name = [&](std::size_t lane) {
        return lane == nobody ? std::string{} : timeline.lanes[lane].name;
    };
    bool are_coroutines = false;
    for (const MutexUse& use : summary.mutexes) {
        if (table.rows.size() == most_rows) break;
        are_coroutines = are_coroutines || use.is_of_coroutines;
        const bool is_known = use.longest_holder != nobody;
        table.rows.push_back(
            {.cells = {
                 timeline.objects[use.object].name, use.is_of_coroutines ? "" : count(use.locks),
                 is_known ? duration(use.held) : "", is_known ? duration(use.longest_hold) : "",
                 name(use.longest_holder), count(use.waits), duration(use.waited),
                 use.longest_waiter == nobody ? "" : duration(use.longest_wait),
                 name(use.longest_waiter)}});
    }
    const std::size_t more = summary.mutexes.size() - table.rows.size();
    std::string text = harness::as_text(table, width, colour);
    if (more > 0) text += fmt::format("and {} more\n", count(more));
    if (are_coroutines)
        text += harness::hanging("",
                                 "Of a mutex of coroutines, only what made others wait is known: "
                                 "it was held at least so long.",
                                 width);
    return text + '\n';
}

std::string loops(const Timeline& timeline, const Summary& summary, std::size_t width) {
    std::string text;
    for (const LoopUse& loop : summary.loops)
        text +=
            harness::hanging(
                "",
                fmt::format(
                    "Event loop of {}: {} turns. Select: {} spent asking the kernel and waiting "
                    "for it. Ready: {} descriptors. Woken: {} tasks. Run: {} turns of tasks, "
                    "{} in all. Lag: a task that becomes ready may wait up to {} until the "
                    "loop looks again.",
                    timeline.lanes[loop.thread].name, count(loop.turns), duration(loop.selecting),
                    count(loop.descriptors), count(loop.woken), count(loop.ran),
                    duration(loop.running), duration(loop.longest_turn)),
                width) +
            '\n';
    return text;
}

}  // namespace

std::string summary_text(const Timeline& timeline, std::size_t width, bool colour) {
    const Summary summary = summarize(timeline);
    return fmt::format("{}: {}\n", timeline.title, duration(timeline.length)) +
           overlap(timeline, summary, width) + times(summary, width, colour) +
           path(timeline, summary, width) + mutexes(timeline, summary, width, colour) +
           loops(timeline, summary, width);
}

}  // namespace triptych::trace
