#include "trace/render/svg.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "common/harness/escape.hpp"
#include "common/harness/units.hpp"
#include "trace/render/fold.hpp"
#include "trace/timeline/words.hpp"

namespace triptych::trace {
namespace {

constexpr double left = 150;   // where time begins
constexpr double right = 950;  // and where the longest timeline ends
constexpr double row = 16;
constexpr double bar = 12;
constexpr double narrowest = 0.25;  // what is narrower is not seen

// The colours are Okabe and Ito's, which colour-blind people can tell apart.
constexpr const char* style = R"(<style>
.tt text{font:11px sans-serif;fill:currentColor}.tt .title{font-weight:bold}
.tt .run{fill:#009E73}.tt .ready{fill:#F0E442}.tt .either{fill:#7fcdb9}
.tt .wait{fill:#56B4E9;fill-opacity:.35}.tt .lock{fill:#D55E00;fill-opacity:.7}
.tt .letter{font-size:9px}.tt .axis{stroke:currentColor;stroke-opacity:.3}
.tt .link{stroke:currentColor;stroke-opacity:.35;stroke-width:.7}
.tt .cursor{stroke:#CC79A7;stroke-width:1.5}</style>
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
        drawn += axis();
        const double height = y_ + row;
        return fmt::format(
                   "<svg class=\"tt\" xmlns=\"http://www.w3.org/2000/svg\" "
                   "viewBox=\"0 0 {} {}\" width=\"100%\" role=\"img\" data-left=\"{}\" "
                   "data-right=\"{}\" data-length=\"{}\">\n<title>{}</title>\n",
                   right + 10, height, left, right, length_, for_markup(title())) +
               style + drawn +
               fmt::format(
                   "<line class=\"cursor\" x1=\"{0}\" x2=\"{0}\" y1=\"0\" y2=\"{1}\" "
                   "visibility=\"hidden\"/>\n</svg>\n",
                   left, height);
    }

private:
    double x(Time time) const {
        return left + (right - left) * static_cast<double>(time) / static_cast<double>(length_);
    }

    std::string title() const {
        std::string all = "Timelines:";
        for (const Timeline& timeline : timelines_)
            all += fmt::format(" {} took {};", timeline.title, duration(timeline.length));
        return all;
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
        for (const Link& link : timeline.links)
            drawn += arrow(link, places);
        y_ += row / 2;
        return drawn;
    }

    /// Spans too narrow to be seen are left out, unless many of them lie side by side.
    std::string lane(const Timeline& timeline, const Lane& lane) const {
        std::string drawn =
            fmt::format("<g data-lane=\"{}\">", for_markup(timeline.title + ", " + lane.name));
        double drawn_to = 0;
        for (const Span& span : lane.spans) {
            const double end = x(span.end);
            const double begin = std::max(x(span.begin), drawn_to);
            if (end - begin < narrowest && span.state == State::waiting) continue;
            const double width = std::max(end - begin, narrowest);
            drawn_to = begin + width;
            const std::string what = describe(timeline, span);
            drawn += fmt::format(
                "<rect class=\"{}\" x=\"{:.2f}\" y=\"{}\" width=\"{:.2f}\" height=\"{}\" "
                "data-b=\"{}\" data-e=\"{}\"><title>{}</title></rect>",
                class_of(span), begin, y_, width, bar, span.begin, span.end,
                for_markup(fmt::format("{} {}, {} to {} ({})", lane.name, what,
                                       duration(span.begin), duration(span.end),
                                       duration(span.length()))));
            if (span.state == State::waiting && width > 12)
                drawn +=
                    fmt::format(R"(<text class="letter" x="{:.2f}" y="{}">{}</text>)", begin + 2,
                                y_ + bar - 3, for_markup(std::string(1, letter(span.reason))));
        }
        if (const std::string how = ending(lane); !how.empty())
            drawn += fmt::format(R"(<text x="{:.2f}" y="{}">{}</text>)", x(lane.end) + 3,
                                 y_ + bar - 2, for_markup(how));
        return drawn + "</g>\n";
    }

    std::string arrow(const Link& link, const std::vector<double>& places) const {
        const bool is_drawn = link.kind == LinkKind::spawn || link.kind == LinkKind::message ||
                              link.kind == LinkKind::handover;
        if (!is_drawn || places[link.from] < 0 || places[link.to] < 0) return "";
        return fmt::format(
            "<line class=\"link\" x1=\"{:.2f}\" y1=\"{}\" x2=\"{:.2f}\" y2=\"{}\"/>\n",
            x(link.sent), places[link.from] + bar / 2, x(link.received), places[link.to] + bar / 2);
    }

    std::string axis() const {
        std::string drawn;
        constexpr int ticks = 5;
        for (int tick = 0; tick <= ticks; ++tick) {
            const Time time = length_ * tick / ticks;
            drawn += fmt::format(
                "<line class=\"axis\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"{1}\"/>"
                "<text x=\"{0:.1f}\" y=\"{2}\" text-anchor=\"{4}\">{3}</text>\n",
                x(time), y_, y_ + bar, duration(time), tick == ticks ? "end" : "start");
        }
        return drawn;
    }

    std::span<const Timeline> timelines_;
    Time length_ = 1;
    double y_ = 2;
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

std::string as_svg(std::span<const Timeline> timelines) {
    return Graphic{timelines}.text();
}

}  // namespace triptych::trace
