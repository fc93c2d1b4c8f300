#include "cli/map/tradeoff_text.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/color.h>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <ranges>

#include "common/harness/text.hpp"
#include "common/harness/units.hpp"

namespace triptych::cli {
namespace {

constexpr std::size_t label_width = 8;
constexpr std::size_t overhang = 2;       // of the last label, "100", beyond a column of one
constexpr std::size_t room_for_lead = 7;  // "T 2.4x "
constexpr std::size_t room_for_mark = 3;  // "T+ "
constexpr int exact_crossing = 10;        // percent points: closer ones are printed as one number

constexpr char undecided_mark = '?';
constexpr char cores_withheld = '!';
constexpr char nothing_to_compare = '-';
constexpr char not_measured = '.';

char letter_of(const std::string& model) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(model.front())));
}

char letter_for(const std::optional<Winner>& winner) {
    if (!winner) return nothing_to_compare;
    if (winner->cores_withheld) return cores_withheld;
    return winner->model().empty() ? undecided_mark : letter_of(winner->model());
}

using Letters = std::map<Spot, char>;

char small(char letter) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}

/// Puts small letters between two letters that are the same. Returns whether it put any.
bool fill_between(Letters& letters, std::size_t count,
                  const std::function<Spot(std::size_t place)>& spot_at) {
    bool any = false;
    std::optional<std::size_t> last;
    for (std::size_t place = 0; place < count; ++place) {
        const auto found = letters.find(spot_at(place));
        if (found == letters.end()) continue;
        const char letter = small(found->second);
        if (last && small(letters.at(spot_at(*last))) == letter && std::isalpha(letter) != 0)
            for (std::size_t between = *last + 1; between < place; ++between)
                any = letters.emplace(spot_at(between), letter).second || any;
        last = place;
    }
    return any;
}

Letters letters_of(const TradeoffGrid& grid) {
    Letters letters;
    for (const std::int64_t tasks : grid.tasks())
        for (const int io_percent : grid.io_percents()) {
            const Spot spot{io_percent, tasks};
            if (grid.at(spot) != nullptr) letters.emplace(spot, letter_for(grid.winner(spot)));
        }
    for (bool any = true;
         any;) {  // what was filled in rows may allow more in columns, and vice versa
        any = false;
        for (const std::int64_t tasks : grid.tasks())
            any = fill_between(
                      letters, grid.io_percents().size(),
                      [&](std::size_t place) { return Spot{grid.io_percents()[place], tasks}; }) ||
                  any;
        for (const int io_percent : grid.io_percents())
            any = fill_between(
                      letters, grid.tasks().size(),
                      [&](std::size_t place) { return Spot{io_percent, grid.tasks()[place]}; }) ||
                  any;
    }
    return letters;
}

/// What follows the letter of a winner.
std::string lead_text(const TradeoffGrid& grid, Spot spot, std::size_t room) {
    const auto winner = grid.winner(spot);
    if (!winner || winner->model().empty()) return "";
    const double lead = winner->lead.median;
    if (room >= room_for_lead) return fmt::format(" {:.{}f}x", lead, lead < 9.95 ? 1 : 0);
    if (room < room_for_mark || lead < 1.5) return "";
    return lead < 3 ? "+" : "*";
}

/// Blue, yellow and cyan: colour-blind people can distinguish them. What was not measured has a
/// coloured letter, not a coloured background.
std::string coloured(char letter, const std::string& text) {
    struct Look {
        fmt::terminal_color colour;
        fmt::terminal_color upon_it;
    };
    const auto look = [&]() -> std::optional<Look> {
        switch (std::toupper(static_cast<unsigned char>(letter))) {
            case 'T': return Look{fmt::terminal_color::blue, fmt::terminal_color::bright_white};
            case 'P': return Look{fmt::terminal_color::yellow, fmt::terminal_color::black};
            case 'C': return Look{fmt::terminal_color::cyan, fmt::terminal_color::black};
            default: return std::nullopt;
        }
    }();
    if (!look) return text;
    if (small(letter) == letter) return fmt::format(fg(look->colour), "{}", text);
    return fmt::format(bg(look->colour) | fg(look->upon_it), "{}", text);
}

std::string axis_text(const TradeoffGrid& grid, std::size_t room) {
    std::string axis(label_width, ' ');
    std::size_t column = label_width;
    for (const int io_percent : grid.io_percents()) {
        // No label where the last one has taken its room.
        const std::string label = std::to_string(io_percent);
        if (axis.size() <= column && (io_percent % 10 == 0 || room >= room_for_lead)) {
            axis.resize(column, ' ');
            axis += label + ' ';
        }
        column += room;
    }
    while (axis.ends_with(' '))
        axis.pop_back();
    return axis;
}

constexpr std::string_view legend =
    "T threads, P processes, C coroutines: the fastest model, measured; t, p, c: not measured, but "
    "between places where that model is the fastest. ? cannot tell, ! cannot tell because of CPU "
    "contention, - nothing to compare, . not measured.";

constexpr std::string_view mark_legend =
    " + the next model takes at least 1.5 times as long, * 3 times.";
constexpr std::string_view lead_legend =
    " The number: how many times as long the next model takes.";

/// Where the fastest model changes: one number if that is known to 10 percent points.
std::string place_text(const Crossing& crossing) {
    const int before = crossing.before.io_percent;
    const int after = crossing.after.io_percent;
    if (after - before > exact_crossing)
        return fmt::format("between {} and {} % I/O", before, after);
    return fmt::format("at {:.0f} % I/O (measured at {} and {})", crossing.io_percent, before,
                       after);
}

}  // namespace

std::string grid_text(const TradeoffGrid& grid, std::size_t width, bool colour) {
    const std::size_t columns = std::max<std::size_t>(grid.io_percents().size(), 1);
    const std::size_t room = std::clamp<std::size_t>(
        (width - std::min(width, label_width + overhang)) / columns, 1, room_for_lead + 1);
    const Letters letters = letters_of(grid);
    std::string text = "tasks\n";
    for (const std::int64_t tasks : std::views::reverse(grid.tasks())) {
        std::string line = fmt::format("{:>{}} ", harness::format_count(tasks), label_width - 1);
        for (const int io_percent : grid.io_percents()) {
            const Spot spot{io_percent, tasks};
            const auto found = letters.find(spot);
            const char letter = found == letters.end() ? not_measured : found->second;
            const std::string lead = lead_text(grid, spot, room);
            const std::string place =
                fmt::format("{:<{}}", fmt::format("{}{}", letter, lead), room);
            line += colour ? coloured(letter, place) : place;
        }
        while (line.ends_with(' '))
            line.pop_back();
        text += line + '\n';
    }
    text += axis_text(grid, room) + '\n';
    text += fmt::format("{:>{}}I/O share, percent\n\n", "", label_width);
    std::string explained{legend};
    if (room >= room_for_mark) explained += room >= room_for_lead ? lead_legend : mark_legend;
    for (const std::string& line : harness::fill(explained, width))
        text += line + '\n';
    return text;
}

std::string crossings_text(std::span<const Crossing> measured, std::span<const Crossing> predicted,
                           std::size_t width) {
    std::string text;
    for (const Crossing& crossing : measured) {
        const std::int64_t tasks = crossing.before.tasks;
        const auto expected = std::ranges::find_if(predicted, [&](const Crossing& one) {
            return one.before.tasks == tasks && one.from == crossing.from && one.to == crossing.to;
        });
        const std::string sentence =
            fmt::format("With {} {}, the fastest model changes from {} to {} {}{}.",
                        harness::format_count(tasks), tasks == 1 ? "task" : "tasks", crossing.from,
                        crossing.to, place_text(crossing),
                        expected == predicted.end()
                            ? ""
                            : fmt::format("; predicted: at {:.0f}", expected->io_percent));
        for (const std::string& line : harness::fill(sentence, width))
            text += line + '\n';
    }
    return text;
}

}  // namespace triptych::cli
