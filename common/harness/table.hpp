/// A table, for a terminal of some width or for Markdown. Cells hold texts as they are: each
/// rendering escapes them for its own place.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/harness/text.hpp"

namespace triptych::harness {

struct Row {
    std::vector<std::string> cells;  // one a column, the first names the row; may have lines
    std::string note = {};           // instead of all cells but the first
    Style style = Style::plain;
    bool ruled = false;  // a line above it sets it apart
};

struct Table {
    std::vector<std::string> titles;  // of the columns
    std::vector<Row> rows;

    /// The column's place; a new title is put behind the others.
    std::size_t column(const std::string& title);
};

/// The table in lines of at most `width` columns, as far as one column fits beside the first.
/// If not all columns do, they go on in a further block below, rows named again.
std::string as_text(const Table& table, std::size_t width, bool colour);

std::string as_markdown(const Table& table);

}  // namespace triptych::harness
