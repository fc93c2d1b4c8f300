#include "common/harness/table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "common/harness/escape.hpp"

namespace triptych::harness {
namespace {

constexpr std::string_view gap = "  ";

const std::string& cell_of(const Row& row, std::size_t column) {
    static const std::string nothing;
    return column < row.cells.size() ? row.cells[column] : nothing;
}

std::size_t widest_line(const std::string& text) {
    std::size_t width = 0;
    for (const std::string& line : lines_of(text))
        width = std::max(width, width_of(line));
    return width;
}

std::vector<std::size_t> widths_of(const Table& table) {
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < table.titles.size(); ++column) {
        std::size_t width = widest_line(table.titles[column]);
        for (const Row& row : table.rows)
            width = std::max(width, widest_line(cell_of(row, column)));
        widths.push_back(width);
    }
    return widths;
}

std::string padded(const std::string& text, std::size_t width, bool left) {
    const std::string blanks(width - std::min(width, width_of(text)), ' ');
    return left ? text + blanks : blanks + text;
}

std::string without_trailing_blanks(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

/// A part of a table: the first column, and those from `begin` to `end`.
class Block {
public:
    Block(const Table& table, const std::vector<std::size_t>& widths, std::size_t begin,
          std::size_t end, std::size_t width, bool colour)
        : table_{table},
          widths_{widths},
          begin_{begin},
          end_{end},
          width_{width},
          colour_{colour} {}

    std::string text() const {
        const Row head{.cells = table_.titles, .note = {}, .style = Style::dim};
        std::string text = row_text(head);
        for (const Row& row : table_.rows) {
            if (!row.note.empty() && begin_ > 1) continue;
            if (row.ruled) text += in_style(Style::dim, std::string(total_width(), '-'));
            text += row.note.empty() ? row_text(row) : note_text(row);
        }
        return text;
    }

private:
    std::size_t total_width() const {
        std::size_t total = widths_[0];
        for (std::size_t column = begin_; column < end_; ++column)
            total += gap.size() + widths_[column];
        return total;
    }

    std::string in_style(Style style, std::string line) const {
        line = without_trailing_blanks(std::move(line));
        return (colour_ ? styled(style, line) : line) + '\n';
    }

    std::string row_text(const Row& row) const {
        std::size_t height = 1;
        for (std::size_t column = begin_; column < end_; ++column)
            height = std::max(height, lines_of(cell_of(row, column)).size());
        height = std::max(height, lines_of(cell_of(row, 0)).size());
        std::string text;
        for (std::size_t i = 0; i < height; ++i) {
            std::string line = padded(line_of(row, 0, i), widths_[0], true);
            for (std::size_t column = begin_; column < end_; ++column)
                line += std::string{gap} + padded(line_of(row, column, i), widths_[column], false);
            text += in_style(row.style, line);
        }
        return text;
    }

    static std::string line_of(const Row& row, std::size_t column, std::size_t i) {
        const std::vector<std::string> lines = lines_of(cell_of(row, column));
        return i < lines.size() ? lines[i] : "";
    }

    std::string note_text(const Row& row) const {
        const std::size_t indent = widths_[0] + gap.size();
        std::string name = cell_of(row, 0);
        std::string text;
        for (const std::string& line : fill(row.note, std::max(width_, indent + 10) - indent))
            text += in_style(row.style, padded(std::exchange(name, ""), indent, true) + line);
        return text;
    }

    const Table& table_;
    const std::vector<std::size_t>& widths_;
    std::size_t begin_;
    std::size_t end_;
    std::size_t width_;
    bool colour_;
};

/// The table with all its texts escaped. Only this one is laid out.
Table escaped(Table table, std::string (*escape)(std::string_view), std::string_view newline) {
    const auto escape_lines = [&](std::string& text) {
        std::vector<std::string> lines = lines_of(text);
        for (std::string& line : lines)
            line = escape(line);
        text = fmt::format("{}", fmt::join(lines, newline));
    };
    std::ranges::for_each(table.titles, escape_lines);
    for (Row& row : table.rows) {
        std::ranges::for_each(row.cells, escape_lines);
        escape_lines(row.note);
    }
    return table;
}

}  // namespace

std::size_t Table::column(const std::string& title) {
    const auto found = std::ranges::find(titles, title);
    const auto place = static_cast<std::size_t>(found - titles.begin());
    if (found == titles.end()) titles.push_back(title);
    return place;
}

std::size_t width_of(const Table& raw) {
    std::size_t total = 0;
    for (const std::size_t width : widths_of(escaped(raw, for_terminal, "\n")))
        total += (total == 0 ? 0 : gap.size()) + width;
    return total;
}

std::string as_text(const Table& raw, std::size_t width, bool colour) {
    const Table table = escaped(raw, for_terminal, "\n");
    const std::vector<std::size_t> widths = widths_of(table);
    std::string text;
    for (std::size_t begin = 1, end = 1; begin < widths.size(); begin = end) {
        std::size_t total = widths[0];
        while (end < widths.size() && (end == begin || total + gap.size() + widths[end] <= width))
            total += gap.size() + widths[end++];
        if (begin > 1) text += '\n';
        text += Block{table, widths, begin, end, width, colour}.text();
    }
    return text;
}

std::string as_markdown(const Table& raw) {
    const Table table = escaped(raw, for_markdown, "<br>");
    std::string text = "|";
    for (const std::string& title : table.titles)
        text += ' ' + title + " |";
    text += "\n|";
    for (std::size_t column = 0; column < table.titles.size(); ++column)
        text += column == 0 ? " :-- |" : " --: |";
    text += '\n';
    for (const Row& row : table.rows) {
        text += "| " + cell_of(row, 0) + " |";
        for (std::size_t column = 1; column < table.titles.size(); ++column) {
            const bool noted = column == 1 && !row.note.empty();
            text += ' ' + (noted ? row.note : cell_of(row, column)) + " |";
        }
        text += '\n';
    }
    return text;
}

}  // namespace triptych::harness
