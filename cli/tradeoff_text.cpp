#include "cli/tradeoff_text.hpp"

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
constexpr std::size_t room_for_lead = 7;  // "T 23.8x"
constexpr std::size_t room_for_plus = 3;  // "T++"

constexpr char cannot_tell = '?';
constexpr char nothing_to_compare = '-';
constexpr char not_measured = '.';

char letter_of(const std::string& model) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(model.front())));
}

char letter_for(const std::optional<Winner>& winner) {
    if (!winner) return nothing_to_compare;
    return winner->model().empty() ? cannot_tell : letter_of(winner->model());
}

using Letters = std::map<Spot, char>;

/// Small letters for what lies between two that are the same.
void fill_between(Letters& letters, std::size_t count,
                  const std::function<Spot(std::size_t place)>& spot_at) {
    const auto small = [](char letter) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    };
    std::optional<std::size_t> last;
    for (std::size_t place = 0; place < count; ++place) {
        const auto found = letters.find(spot_at(place));
        if (found == letters.end()) continue;
        const char letter = small(found->second);
        if (last && small(letters.at(spot_at(*last))) == letter && std::isalpha(letter) != 0)
            for (std::size_t between = *last + 1; between < place; ++between)
                letters.emplace(spot_at(between), letter);
        last = place;
    }
}

Letters letters_of(const TradeoffGrid& grid) {
    Letters letters;
    for (const std::int64_t tasks : grid.tasks())
        for (const int io_percent : grid.io_percents()) {
            const Times* const times = grid.at({io_percent, tasks});
            if (times == nullptr) continue;
            letters.emplace(Spot{io_percent, tasks}, letter_for(winner_of(*times)));
        }
    for (const std::int64_t tasks : grid.tasks())
        fill_between(letters, grid.io_percents().size(),
                     [&](std::size_t place) { return Spot{grid.io_percents()[place], tasks}; });
    for (const int io_percent : grid.io_percents())
        fill_between(letters, grid.tasks().size(),
                     [&](std::size_t place) { return Spot{io_percent, grid.tasks()[place]}; });
    return letters;
}

/// What follows the letter of a winner.
std::string lead_text(const TradeoffGrid& grid, Spot spot, std::size_t room) {
    const Times* const times = grid.at(spot);
    const auto winner = times == nullptr ? std::nullopt : winner_of(*times);
    if (!winner || winner->model().empty()) return "";
    const double lead = winner->lead.median;
    if (room >= room_for_lead) return harness::format_ratio(lead);
    if (room < room_for_plus || lead < 1.5) return "";
    return lead < 3 ? "+" : "++";
}

/// Blue, yellow and cyan: no two of them look alike to the colour-blind.
std::string coloured(char letter, const std::string& text) {
    switch (std::toupper(static_cast<unsigned char>(letter))) {
        case 'T':
            return fmt::format(
                bg(fmt::terminal_color::blue) | fg(fmt::terminal_color::bright_white), "{}", text);
        case 'P':
            return fmt::format(bg(fmt::terminal_color::yellow) | fg(fmt::terminal_color::black),
                               "{}", text);
        case 'C':
            return fmt::format(bg(fmt::terminal_color::cyan) | fg(fmt::terminal_color::black), "{}",
                               text);
        default: return text;
    }
}

std::string axis_text(const TradeoffGrid& grid, std::size_t room) {
    std::string axis(label_width, ' ');
    std::size_t column = label_width;
    for (const int io_percent : grid.io_percents()) {
        // Where the last label has taken this one's room, there is none.
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
    "T threads, P processes, C coroutines: the model whose best answer is the fastest, measured; "
    "a small letter: between two of its own. ? cannot tell, - nothing to compare, . not measured.";

constexpr std::string_view plus_legend = " + at least 1.5x faster than the next model, ++ 3x.";
constexpr std::string_view lead_legend = " Beside it: the next model's time over its own.";

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
            const bool apart = !lead.empty() && room >= room_for_lead;
            const std::string place =
                fmt::format("{:<{}}", fmt::format("{}{}{}", letter, apart ? " " : "", lead), room);
            line += colour ? coloured(letter, place) : place;
        }
        while (line.ends_with(' '))
            line.pop_back();
        text += line + '\n';
    }
    text += axis_text(grid, room) + '\n';
    text += fmt::format("{:>{}}I/O share, percent\n\n", "", label_width);
    std::string explained{legend};
    if (room >= room_for_plus) explained += room >= room_for_lead ? lead_legend : plus_legend;
    for (const std::string& line : harness::fill(explained, width))
        text += line + '\n';
    return text;
}

std::string crossings_text(const TradeoffGrid& grid) {
    std::string text;
    for (const Crossing& crossing : grid.crossings())
        text +=
            fmt::format("With {} {} {} give way to {} at {:.0f} % I/O (seen at {} and {}).\n",
                        harness::format_count(crossing.before.tasks),
                        crossing.before.tasks == 1 ? "task" : "tasks", crossing.from, crossing.to,
                        crossing.io_percent, crossing.before.io_percent, crossing.after.io_percent);
    return text;
}

}  // namespace triptych::cli
