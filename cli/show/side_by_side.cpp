#include "cli/show/side_by_side.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "cli/wrap.hpp"

namespace triptych::cli {
namespace {

std::string_view name_of(const Level& level) {
    return (*std::ranges::find_if(level, [](const Step* step) { return step != nullptr; }))->name;
}

/// lengths[i][j]: the length of the longest common subsequence of names of the levels from i on and
/// the steps from j on.
std::vector<std::vector<std::size_t>> common_lengths(const std::vector<Level>& levels,
                                                     const std::vector<Step>& steps) {
    std::vector lengths(levels.size() + 1, std::vector<std::size_t>(steps.size() + 1));
    for (std::size_t i = levels.size(); i-- > 0;)
        for (std::size_t j = steps.size(); j-- > 0;)
            lengths[i][j] = name_of(levels[i]) == steps[j].name
                                ? lengths[i + 1][j + 1] + 1
                                : std::max(lengths[i + 1][j], lengths[i][j + 1]);
    return lengths;
}

/// Adds a file as the next column: each step on a level of the same name if the order allows it,
/// else on a new level.
std::vector<Level> add_file(std::vector<Level> levels, const std::vector<Step>& steps,
                            std::size_t column) {
    const auto lengths = common_lengths(levels, steps);
    std::vector<Level> merged;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < levels.size() || j < steps.size()) {
        const bool old = i < levels.size();
        const bool both = old && j < steps.size() && name_of(levels[i]) == steps[j].name;
        const bool take_old =
            both || j == steps.size() || (old && lengths[i + 1][j] >= lengths[i][j + 1]);
        Level level = take_old ? std::move(levels[i++]) : Level(column, nullptr);
        level.push_back(both || !take_old ? &steps[j++] : nullptr);
        merged.push_back(std::move(level));
    }
    return merged;
}

bool share_a_column(const Level& a, const Level& b) {
    for (std::size_t column = 0; column < a.size(); ++column)
        if (a[column] != nullptr && b[column] != nullptr) return true;
    return false;
}

/// Moves each level up beside earlier ones, as far as each column keeps its order.
std::vector<Level> compact(const std::vector<Level>& levels) {
    std::vector<Level> compacted;
    for (const Level& level : levels) {
        auto place = compacted.end();
        while (place != compacted.begin() && !share_a_column(*std::prev(place), level))
            --place;
        if (place == compacted.end()) {
            compacted.push_back(level);
            continue;
        }
        for (std::size_t column = 0; column < level.size(); ++column)
            if (level[column] != nullptr) (*place)[column] = level[column];
    }
    return compacted;
}

bool is_code(const std::string& line) {
    return comment_start(line) != line.find_first_not_of(' ');
}

std::size_t lines_above_code(const std::vector<std::string>& lines) {
    return static_cast<std::size_t>(std::ranges::find_if(lines, is_code) - lines.begin());
}

/// Adds the rows of one level: the code of all files starts on the same row, comments stand
/// directly above it.
void add_rows(const Level& level, std::size_t width, std::vector<Row>& rows) {
    std::vector<std::vector<std::string>> columns;
    std::size_t above = 0;
    for (const Step* step : level) {
        columns.push_back(step == nullptr ? std::vector<std::string>{} : wrap(step->lines, width));
        above = std::max(above, lines_above_code(columns.back()));
    }
    const auto is_spaced = [](const Step* step) { return step != nullptr && step->spaced; };
    if (!rows.empty() && std::ranges::any_of(level, is_spaced)) rows.emplace_back(level.size());

    const std::size_t top = rows.size();
    for (std::size_t column = 0; column < columns.size(); ++column) {
        std::vector<std::string>& lines = columns[column];
        const std::size_t lowered =
            std::ranges::any_of(lines, is_code) ? above - lines_above_code(lines) : 0;
        while (rows.size() < top + lowered + lines.size())
            rows.emplace_back(level.size());
        for (std::size_t i = 0; i < lines.size(); ++i)
            rows[top + lowered + i][column] = std::move(lines[i]);
    }
}

}  // namespace

std::vector<Level> levels(std::span<const std::vector<Step>> files) {
    std::vector<Level> levels;
    for (std::size_t column = 0; column < files.size(); ++column)
        levels = add_file(std::move(levels), files[column], column);
    return compact(levels);
}

std::vector<Row> side_by_side(std::span<const std::vector<Step>> files, std::size_t width) {
    std::vector<Row> rows;
    for (const Level& level : levels(files))
        add_rows(level, width, rows);
    return rows;
}

}  // namespace triptych::cli
