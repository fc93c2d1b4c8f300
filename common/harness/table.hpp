/// A table, for a terminal of some width or for Markdown. Cells hold unescaped text: each rendering
/// escapes it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/harness/text.hpp"

namespace triptych::harness {

struct Row {
    std::vector<std::string> cells;  // one for each column; the first names the row; may have lines
    std::string note = {};           // shown instead of all cells except the first
    Style style = Style::plain;
    bool ruled = false;  // has a line above it
};

struct Table {
    std::vector<std::string> titles;  // of the columns; may have lines
    std::vector<Row> rows;

    /// The index of the column with that title; adds it at the end if it is new.
    std::size_t column(const std::string& title);
};

/// The width of the table in one block, as as_text() would lay it out.
std::size_t width_of(const Table& raw);

/// The table, whose texts are escaped here, in lines of at most `width` columns, if at least one
/// column fits beside the first. Columns that do not fit follow in a further block below, with the
/// first column repeated.
std::string as_text(const Table& raw, std::size_t width, bool colour);

std::string as_markdown(const Table& raw);

}  // namespace triptych::harness
