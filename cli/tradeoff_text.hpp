/// The map as a terminal shows it: a letter for each winner, and sentences for where they change.
#pragma once

#include <cstddef>
#include <string>

#include "cli/tradeoff_grid.hpp"

namespace triptych::cli {

/// A line for each number of tasks, the most on top, and a column for each I/O share, with its
/// legend. Where there is room the lead stands beside the letter, else one + for half as much again
/// and two for three times as much. A small letter was not measured, but lies between two of its
/// own. Colour says nothing that the letters do not.
std::string grid_text(const TradeoffGrid& grid, std::size_t width, bool colour);

/// A sentence for each crossing, a line each.
std::string crossings_text(const TradeoffGrid& grid);

}  // namespace triptych::cli
