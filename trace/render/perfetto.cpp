#include "trace/render/perfetto.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "trace/timeline/words.hpp"

namespace triptych::trace {
namespace {

using nlohmann::json;

double microseconds(Time time) {
    return static_cast<double>(time) / 1e3;
}

std::string_view name_of(LinkKind kind) {
    switch (kind) {
        case LinkKind::spawn: return "spawn";
        case LinkKind::join: return "join";
        case LinkKind::message: return "message";
        case LinkKind::handover: return "lock handed over";
        case LinkKind::wake: return "wake";
    }
    return "";
}

/// Writes one timeline as one process.
class Writer {
public:
    Writer(const Timeline& timeline, std::size_t pid, json& events, std::size_t& flows)
        : timeline_{timeline}, pid_{pid}, events_{events}, flows_{flows} {}

    void write() {
        name("process_name", 0, timeline_.title);
        for (std::size_t i = 0; i < timeline_.lanes.size(); ++i) {
            const Lane& lane = timeline_.lanes[i];
            if (lane.kind == LaneKind::coroutine) {
                write_coroutine(lane, i);
                continue;
            }
            name("thread_name", i + 1, lane.name);
            write_thread(lane, i);
        }
        for (const Link& link : timeline_.links)
            write_flow(link);
    }

private:
    json event(std::string_view phase, std::string_view name, Time time, std::size_t lane) const {
        return {{"ph", phase},
                {"name", name},
                {"ts", microseconds(time)},
                {"pid", pid_},
                {"tid", track_of(lane) + 1}};
    }

    /// The thread that runs a coroutine.
    std::size_t track_of(std::size_t lane) const {
        const Lane& one = timeline_.lanes[lane];
        return one.kind == LaneKind::coroutine && one.thread != nobody ? one.thread : lane;
    }

    void name(std::string_view what, std::size_t tid, const std::string& text) {
        events_.push_back(
            {{"ph", "M"}, {"name", what}, {"pid", pid_}, {"tid", tid}, {"args", {{"name", text}}}});
    }

    /// The task's life, and in it, one after the other, what it did.
    void write_thread(const Lane& lane, std::size_t number) {
        json life = event("X", lane.name, lane.begin, number);
        life["dur"] = microseconds(lane.end - lane.begin);
        life["cat"] = "life";
        if (const std::string how = ending(lane); !how.empty()) life["args"] = {{"end", how}};
        events_.push_back(std::move(life));
        for (const Span& span : lane.spans) {
            json part = event("X", describe(timeline_, span), span.begin, number);
            part["dur"] = microseconds(span.length());
            part["cat"] = span.state == State::waiting ? "wait" : "run";
            events_.push_back(std::move(part));
        }
    }

    void write_async(std::string_view phase, const std::string& text, Time time, std::size_t lane) {
        json part = event(phase, text, time, lane);
        part["cat"] = "coroutine";
        part["id"] = fmt::format("{}.{}", pid_, lane);
        events_.push_back(std::move(part));
    }

    void write_coroutine(const Lane& lane, std::size_t number) {
        write_async("b", lane.name, lane.begin, number);
        for (const Span& span : lane.spans) {
            const std::string what = describe(timeline_, span);
            write_async("b", what, span.begin, number);
            write_async("e", what, span.end, number);
        }
        for (const Time time : lane.cancelled)
            write_async("n", "cancelled", time, number);
        write_async("e", lane.name, lane.end, number);
    }

    void write_flow(const Link& link) {
        const std::string id = std::to_string(++flows_);
        std::string what{name_of(link.kind)};
        if (link.object != nobody) what += ": " + timeline_.objects[link.object].name;
        json from = event("s", what, link.sent, link.from);
        json to = event("f", what, link.received, link.to);
        to["bp"] = "e";  // it ends in the span that encloses it
        for (json* end : {&from, &to}) {
            (*end)["cat"] = "flow";
            (*end)["id"] = id;
            events_.push_back(std::move(*end));
        }
    }

    const Timeline& timeline_;
    std::size_t pid_;
    json& events_;
    std::size_t& flows_;
};

}  // namespace

json as_perfetto(std::span<const Timeline> timelines) {
    json events = json::array();
    std::size_t flows = 0;
    json begins = json::array();  // of CLOCK_MONOTONIC, to be compared with what other tools say
    for (std::size_t i = 0; i < timelines.size(); ++i) {
        Writer{timelines[i], i + 1, events, flows}.write();
        begins.push_back(timelines[i].started.value_or(0));
    }
    return {{"traceEvents", std::move(events)},
            {"displayTimeUnit", "ms"},
            {"otherData", {{"begin_ns", std::move(begins)}}}};
}

}  // namespace triptych::trace
