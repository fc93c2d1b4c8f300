#include "trace/timeline/thread_spans.hpp"

#include <algorithm>

namespace triptych::trace {
namespace {

/// The lane that a wait is for, as far as the event tells.
std::size_t whom(const Census& census, const Lane& lane, const Recorded& wait) {
    if (wait.reason == Reason::join) return census.by_thread(lane.pid, wait.object, wait.time);
    if (wait.reason == Reason::child || wait.reason == Reason::mutex) {
        const auto tid = static_cast<pid_t>(wait.value);
        return tid > 0 ? census.by_tid(tid, wait.time) : nobody;
    }
    return nobody;
}

/// Appends a span, and none of length 0; two of the same become one.
void append(std::vector<Span>& spans, const Span& span) {
    if (span.end <= span.begin) return;
    if (!spans.empty()) {
        Span& last = spans.back();
        if (last.end == span.begin && last.state == span.state && last.reason == span.reason &&
            last.object == span.object && last.whom == span.whom) {
            last.end = span.end;
            return;
        }
    }
    spans.push_back(span);
}

/// An event loop that asks the kernel, and may block, waits: however it asks.
bool is_wait(const Recorded& event) {
    return event.kind == Kind::waits || event.kind == Kind::held ||
           (event.kind == Kind::selects && event.value == 1);
}

bool is_end_of_wait(const Recorded& event) {
    return event.kind == Kind::goes_on || event.kind == Kind::freed || event.kind == Kind::selected;
}

Reason reason_of(const Recorded& wait) {
    if (wait.kind == Kind::held) return Reason::other;
    return wait.kind == Kind::selects ? Reason::descriptor : wait.reason;
}

}  // namespace

std::vector<Span> thread_spans(const Census& census, std::size_t number, Time end,
                               Objects& objects) {
    const Lane& lane = census.lanes[number];
    const std::vector<Recorded>& events = census.events[number];
    std::vector<Span> spans;
    Span present{.begin = static_cast<Time>(events.front().time), .state = State::ready_or_running};
    std::vector<Span> waits;  // a stack: a signal handler may wait inside a wait
    const auto change = [&](Time time, Span next) {
        present.end = time;
        append(spans, present);
        present = next;
        present.begin = time;
    };
    for (const Recorded& event : events) {
        const auto time = static_cast<Time>(event.time);
        if (is_wait(event)) {
            waits.push_back({.state = State::waiting,
                             .reason = reason_of(event),
                             .object = objects.of(event, lane.pid),
                             .whom = whom(census, lane, event)});
            change(time, waits.back());
        } else if (is_end_of_wait(event) && !waits.empty()) {
            waits.pop_back();
            change(time, waits.empty() ? Span{.state = State::ready_or_running} : waits.back());
        } else if (event.kind == Kind::start || event.kind == Kind::program) {
            waits.clear();  // a program that was executed does not wait
        }
    }
    present.end = end;
    append(spans, present);
    return spans;
}

std::vector<Span> split_by_cores(const std::vector<Span>& spans, std::span<const Switch> switches) {
    std::vector<Span> split;
    auto next = switches.begin();
    bool has_core = next == switches.end() || !next->gets_core;
    for (const Span& span : spans) {
        Time begin = span.begin;
        const auto part = [&](Time end) {
            Span one = span;
            one.begin = std::exchange(begin, end);
            one.end = end;
            if (span.state == State::ready_or_running)
                one.state = has_core ? State::running : State::ready;
            else if (one.begin != span.begin)
                return;  // a wait is one span
            else
                one.end = span.end;
            append(split, one);
        };
        for (; next != switches.end() && static_cast<Time>(next->time) < span.end; ++next) {
            const auto time = static_cast<Time>(next->time);
            if (time > begin && next->gets_core != has_core) part(time);
            has_core = next->gets_core;
        }
        part(span.end);
    }
    return split;
}

}  // namespace triptych::trace
