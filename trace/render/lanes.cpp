#include "trace/render/lanes.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "common/harness/text.hpp"
#include "common/harness/units.hpp"
#include "common/stable_order.hpp"
#include "trace/render/cells.hpp"
#include "trace/render/fold.hpp"
#include "trace/timeline/words.hpp"

namespace triptych::trace {
namespace {

using harness::Style;

struct Glyphs {
    std::string_view running, briefly, ready, either, waiting, more;
};

constexpr Glyphs blocks{"█", "▏", "░", "▓", "─", "…"};
constexpr Glyphs plain{"#", "!", ":", "+", "-", "..."};

class Drawing {
public:
    Drawing(std::span<const Timeline> timelines, const LanesStyle& style)
        : timelines_{timelines}, style_{style}, glyphs_{style.unicode ? blocks : plain} {
        std::size_t longest = 4;
        for (const Timeline& timeline : timelines) {
            length_ = std::max(length_, timeline.length);
            drawn_.push_back(drawn_lanes(timeline, style.all));
            for (const DrawnLane& one : drawn_.back())
                if (one.lane != nobody) longest = std::max(longest, label(timeline, one).size());
        }
        label_width_ = std::min<std::size_t>(longest, 24) + 1;
        // NOLINTNEXTLINE(cppcoreguidelines-prefer-member-initializer): needs the labels
        columns_ = style.width > label_width_ + 10 ? style.width - label_width_ : 10;
    }

    std::string text() {
        std::string text;
        for (std::size_t i = 0; i < timelines_.size(); ++i) {
            const Timeline& timeline = timelines_[i];
            text += (i == 0 ? "" : "\n") + timeline.title;
            if (timeline.steps == 0) text += ": " + duration(timeline.length);
            text += '\n';
            for (const DrawnLane& one : drawn_[i])
                text += row(timeline, one);
        }
        text +=
            (!timelines_.empty() && timelines_[0].steps > 0 ? axis_of_steps() : axis()) + legend();
        for (const Timeline& timeline : timelines_)
            if (timeline.steps == 0) text += waits(timeline);
        return text;
    }

private:
    static std::string label(const Timeline& timeline, const DrawnLane& one) {
        return std::string(std::min<std::size_t>(one.depth, 3), ' ') +
               timeline.lanes[one.lane].name;
    }

    std::string row(const Timeline& timeline, const DrawnLane& one) {
        if (one.lane == nobody)
            return fmt::format("{:{}}{} {} more like these\n", "",
                               std::min<std::size_t>(one.depth, 3), glyphs_.more,
                               harness::format_count(static_cast<std::int64_t>(one.more)));
        const Lane& lane = timeline.lanes[one.lane];
        std::string text = label(timeline, one).substr(0, label_width_ - 1);
        text.resize(label_width_, ' ');
        std::string cells;
        for (const Cell& cell : cells_of(lane, length_, columns_))
            cells += drawn(cell);
        cells.erase(cells.find_last_not_of(' ') + 1);
        if (const std::string how = ending(lane); !how.empty()) cells += ' ' + how;
        return text + cells + '\n';
    }

    std::string drawn(const Cell& cell) {
        if (cell.look != Look::absent) used_.insert(cell.look);
        if (cell.reason != Reason::none) reasons_.insert(cell.reason);
        switch (cell.look) {
            case Look::absent: return " ";
            case Look::running: return std::string{glyphs_.running};
            case Look::briefly: return std::string{glyphs_.briefly};
            case Look::ready: return std::string{glyphs_.ready};
            case Look::either: return std::string{glyphs_.either};
            case Look::waiting: return in_colour(cell, glyphs_.waiting);
            case Look::begins_to_wait: break;
        }
        const char sign = letter(cell.reason);
        return in_colour(cell, {&sign, 1});
    }

    std::string in_colour(const Cell& cell, std::string_view glyph) const {
        if (!style_.colour) return std::string{glyph};
        return harness::styled(cell.stands_out ? Style::red : Style::dim, glyph);
    }

    /// Five times along the width.
    std::string axis() const {
        std::string line(label_width_, ' ');
        constexpr std::size_t ticks = 4;
        for (std::size_t tick = 0; tick < ticks; ++tick) {
            const std::string time = duration(length_ * static_cast<Time>(tick) / Time{ticks});
            line += (style_.unicode ? "└" : "|") + (tick == 0 ? "0" : time);
            const std::size_t next = label_width_ + columns_ * (tick + 1) / ticks;
            const std::size_t width = harness::width_of(line);
            if (width < next) line += std::string(next - width, ' ');
        }
        return line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }

    /// Where steps begin, by their numbers, as far as there is room.
    std::string axis_of_steps() const {
        std::string line(label_width_, ' ');
        const auto length = static_cast<std::size_t>(length_);
        const std::size_t apart = (length * 6 + columns_ - 1) / columns_;
        for (std::size_t step = 0; step < timelines_[0].steps;
             step += std::max<std::size_t>(apart, 1)) {
            line.resize(std::max(line.size(), label_width_ + columns_ * step / length), ' ');
            line += fmt::format("|{}", step + 1);
        }
        return line + '\n';
    }

    std::string legend() const {
        std::vector<std::string> entries;
        const auto add = [&](Look look, std::string_view glyph, std::string_view meaning) {
            if (used_.contains(look)) entries.push_back(fmt::format("{} {}", glyph, meaning));
        };
        add(Look::running, glyphs_.running, "runs");
        add(Look::briefly, glyphs_.briefly, "runs for a moment");
        add(Look::ready, glyphs_.ready, "ready: others run");
        add(Look::either, glyphs_.either, "ready or running");
        for (const Reason reason : reasons_)
            entries.push_back(fmt::format(
                "{}{} {}", letter(reason), glyphs_.waiting,
                reason == Reason::sleep ? "asleep" : "waits: " + std::string{noun(reason)}));
        std::string text;
        for (const std::string& line :
             harness::fill(fmt::format("{}", fmt::join(entries, ",  ")), style_.width))
            text += line + '\n';
        return text;
    }

    struct Wait {
        const Lane* lane;
        Span span;
        std::size_t others = 0;
    };

    /// The longest waits of one timeline, each kind once.
    std::string waits(const Timeline& timeline) const {
        std::map<std::string, Wait> kinds;
        for (const Lane& lane : timeline.lanes)
            for (const Span& span : lane.spans) {
                if (span.state != State::waiting) continue;
                const auto [found, is_new] =
                    kinds.try_emplace(describe(timeline, span), Wait{&lane, span, 0});
                if (is_new) continue;
                ++found->second.others;
                if (found->second.span.length() < span.length())
                    found->second = {&lane, span, found->second.others};
            }
        std::vector<std::pair<std::string, Wait>> sorted{kinds.begin(), kinds.end()};
        sort_stably(sorted, [](const auto& kind) { return -kind.second.span.length(); });
        std::string text = fmt::format("\nLongest waits{}:\n",
                                       timelines_.size() == 1 ? "" : " of " + timeline.title);
        constexpr std::size_t most = 5;
        for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) {
            const auto& [what, wait] = sorted[i];
            text += harness::hanging(
                "  ",
                fmt::format("{} {}, for {} from {} on{}", wait.lane->name, what,
                            duration(wait.span.length()), duration(wait.span.begin),
                            wait.others == 0
                                ? std::string{}
                                : fmt::format(" (and {} shorter such waits)", wait.others)),
                style_.width);
        }
        if (sorted.empty()) text += "  none\n";
        if (timeline.lost > 0)
            text += harness::hanging("  ",
                                     fmt::format("{} events did not fit and are not shown: "
                                                 "trace a smaller size",
                                                 timeline.lost),
                                     style_.width);
        return text;
    }

    std::span<const Timeline> timelines_;
    const LanesStyle& style_;
    const Glyphs& glyphs_;
    Time length_ = 1;
    std::vector<std::vector<DrawnLane>> drawn_;
    std::size_t label_width_ = 0;
    std::size_t columns_ = 0;
    std::set<Look> used_;
    std::set<Reason> reasons_;
};

}  // namespace

std::string lanes_text(std::span<const Timeline> timelines, const LanesStyle& style) {
    return Drawing{timelines, style}.text();
}

}  // namespace triptych::trace
