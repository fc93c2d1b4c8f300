#include "trace/render/svg.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <tuple>

#include "common/harness/escape.hpp"
#include "common/harness/units.hpp"
#include "trace/render/fold.hpp"
#include "trace/timeline/words.hpp"

namespace triptych::trace {
namespace {

constexpr double left = 150;   // where time begins
constexpr double right = 950;  // and where the longest timeline ends
constexpr double row = 15;
constexpr double bar = 11;
constexpr double narrowest = 1;     // what is narrower is not seen
constexpr double told = 2;          // no mouse hits what is narrower
constexpr double apart = 6;         // arrows between the same two lanes, at least
constexpr double letter_width = 6;  // about, of the font below

// What runs has the colour of the text, and no colour is that of a model. They are Okabe and Ito's,
// which colour-blind people can tell apart.
constexpr const char* style = R"(<style>
.tt text{font:11px sans-serif;fill:currentColor}.tt .title{font-weight:bold}
.tt .run{fill:currentColor;fill-opacity:.8}.tt .ready{fill:#E69F00}
.tt .either{fill:currentColor;fill-opacity:.45}
.tt .wait{fill:#56B4E9;fill-opacity:.35}.tt .lock{fill:#CC79A7;fill-opacity:.75}
.tt .axis{stroke:currentColor;stroke-opacity:.25}
.tt .link{stroke:currentColor;stroke-opacity:.4;stroke-width:.7}
.tt .cursor{stroke:#D55E00;stroke-width:2}</style>
)";

const char* class_of(const Span& span) {
    switch (span.state) {
        case State::running: return "run";
        case State::ready: return "ready";
        case State::ready_or_running: return "either";
        case State::waiting: break;
    }
    return span.reason == Reason::mutex || span.blocks_loop ? "lock" : "wait";
}

class Graphic {
public:
    explicit Graphic(std::span<const Timeline> timelines) : timelines_{timelines} {
        for (const Timeline& timeline : timelines)
            length_ = std::max(length_, timeline.length);
    }

    std::string text() {
        std::string drawn;
        for (const Timeline& timeline : timelines_)
            drawn += block(timeline);
        const double end_of_lanes = y_;
        drawn = axis() + drawn;  // behind it
        drawn += legend();
        return fmt::format(
                   "<svg class=\"tt\" xmlns=\"http://www.w3.org/2000/svg\" "
                   "viewBox=\"0 0 {} {}\" width=\"100%\" role=\"img\" aria-label=\"{}\" "
                   "data-left=\"{}\" data-right=\"{}\" data-length=\"{}\">\n",
                   right + 10, y_, for_markup(describe_all(timelines_)), left, right, length_) +
               style + drawn +
               fmt::format(
                   "<line class=\"cursor\" x1=\"{0}\" x2=\"{0}\" y1=\"0\" y2=\"{1}\" "
                   "visibility=\"hidden\"/>\n</svg>\n",
                   left, end_of_lanes);
    }

private:
    double x(Time time) const {
        return left + (right - left) * static_cast<double>(time) / static_cast<double>(length_);
    }

    std::string block(const Timeline& timeline) {
        std::string drawn =
            fmt::format("<text class=\"title\" x=\"2\" y=\"{}\">{}: {}</text>\n", y_ + bar,
                        for_markup(timeline.title), duration(timeline.length));
        y_ += row;
        std::vector<double> places(timeline.lanes.size(), -1);
        for (const DrawnLane& one : drawn_lanes(timeline, false)) {
            const double indent = 2 + 6 * static_cast<double>(std::min<std::size_t>(one.depth, 3));
            const std::string label =
                one.lane == nobody
                    ? fmt::format("… {} more like these",
                                  harness::format_count(static_cast<std::int64_t>(one.more)))
                    : timeline.lanes[one.lane].name;
            drawn += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", indent, y_ + bar - 2,
                                 for_markup(label));
            if (one.lane != nobody) {
                places[one.lane] = y_;
                drawn += lane(timeline, timeline.lanes[one.lane]);
            }
            y_ += row;
        }
        std::set<std::tuple<std::size_t, std::size_t, int>> arrows;  // of many side by side, some
        for (const Link& link : timeline.links)
            if (arrows.emplace(link.from, link.to, static_cast<int>(x(link.received) / apart))
                    .second)
                drawn += arrow(link, places);
        y_ += row / 2;
        return drawn;
    }

    /// Spans too narrow to be seen are left out, unless many of them lie side by side.
    std::string lane(const Timeline& timeline, const Lane& lane) {
        std::string drawn =
            fmt::format("<g data-lane=\"{}\">", for_markup(timeline.title + ", " + lane.name));
        double drawn_to = 0;
        for (const Span& span : lane.spans) {
            const double end = x(span.end);
            const double begin = std::max(x(span.begin), drawn_to);
            if (end - begin < narrowest && span.state == State::waiting) continue;
            if (end < drawn_to) continue;
            const double width = std::max(end - begin, narrowest);
            drawn_to = begin + width;
            used_.insert(
                {class_of(span), span.state == State::waiting ? span.reason : Reason::none});
            const std::string what =
                fmt::format("{} {}: {} to {} ({})", lane.name, describe(timeline, span),
                            duration(span.begin), duration(span.end), duration(span.length()));
            const std::string title =
                width < told && span.state == State::running
                    ? "/>"
                    : fmt::format("><title>{}</title></rect>", for_markup(what));
            drawn +=
                fmt::format(R"(<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"{})",
                            class_of(span), begin, y_, width, bar, title);
            if (span.state == State::waiting && width > 12)
                drawn += fmt::format(R"(<text x="{:.1f}" y="{}">{}</text>)", begin + 2,
                                     y_ + bar - 2, for_markup(std::string(1, letter(span.reason))));
        }
        if (const std::string how = ending(lane); !how.empty()) {
            // To the left of the end where there is no room to the right of it.
            const bool is_late =
                x(lane.end) + letter_width * static_cast<double>(how.size()) > right;
            drawn += fmt::format(R"(<text x="{:.1f}" y="{}" text-anchor="{}">{}</text>)",
                                 x(lane.end) + (is_late ? -3 : 3), y_ + bar - 2,
                                 is_late ? "end" : "start", for_markup(how));
        }
        return drawn + "</g>\n";
    }

    std::string arrow(const Link& link, const std::vector<double>& places) const {
        const bool is_drawn = link.kind == LinkKind::spawn || link.kind == LinkKind::message ||
                              link.kind == LinkKind::handover;
        if (!is_drawn || places[link.from] < 0 || places[link.to] < 0) return "";
        return fmt::format(
            "<line class=\"link\" x1=\"{:.1f}\" y1=\"{}\" x2=\"{:.1f}\" y2=\"{}\"/>\n",
            x(link.sent), places[link.from] + bar / 2, x(link.received), places[link.to] + bar / 2);
    }

    std::string axis() {
        std::string drawn;
        constexpr int ticks = 5;
        for (int tick = 0; tick <= ticks; ++tick) {
            const Time time = length_ * tick / ticks;
            drawn += fmt::format(
                "<line class=\"axis\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"{1}\"/>"
                "<text x=\"{0:.1f}\" y=\"{2}\" text-anchor=\"{4}\">{3}</text>\n",
                x(time), y_, y_ + bar, duration(time), tick == ticks ? "end" : "start");
        }
        y_ += row + row / 2;
        return drawn;
    }

    /// The colours and letters that were used, in words.
    std::string legend() {
        std::string drawn;
        double at = 2;
        for (const auto& [look, reason] : used_) {
            const std::string words = words_for(look, reason);
            const double width = 26 + letter_width * static_cast<double>(words.size()) + 10;
            if (at + width > right) {
                at = 2;
                y_ += row;
            }
            drawn += fmt::format(
                R"(<rect class="{}" x="{}" y="{}" width="20" height="{}"/><text x="{}" y="{}">{}</text>)",
                look, at, y_, bar, at + 26, y_ + bar - 2, for_markup(words));
            if (reason != Reason::none)
                drawn += fmt::format(R"(<text x="{}" y="{}">{}</text>)", at + 2, y_ + bar - 2,
                                     for_markup(std::string(1, letter(reason))));
            at += width;
        }
        y_ += row;
        return drawn + '\n';
    }

    static std::string words_for(std::string_view look, Reason reason) {
        if (look == "run") return "runs";
        if (look == "ready") return "ready: others run";
        if (look == "either") return "ready or running";
        if (reason == Reason::sleep) return look == "lock" ? "asleep, blocks its loop" : "asleep";
        return fmt::format("waits: {}{}", noun(reason),
                           look == "lock" && reason != Reason::mutex ? ", blocks its loop" : "");
    }

    std::span<const Timeline> timelines_;
    Time length_ = 1;
    double y_ = 2;
    std::set<std::pair<std::string_view, Reason>> used_;
};

}  // namespace

std::string for_markup(std::string_view text) {
    std::string escaped;
    for (const char letter : harness::for_terminal(text)) {
        switch (letter) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            case '"': escaped += "&quot;"; break;
            default: escaped += letter;
        }
    }
    return escaped;
}

std::string describe_all(std::span<const Timeline> timelines) {
    std::string all = "Timelines, one above the other:";
    for (const Timeline& timeline : timelines)
        all += fmt::format(" {} took {};", timeline.title, duration(timeline.length));
    all.back() = '.';
    return all;
}

std::string as_svg(std::span<const Timeline> timelines) {
    return Graphic{timelines}.text();
}

}  // namespace triptych::trace
