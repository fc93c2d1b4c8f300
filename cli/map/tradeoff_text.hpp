/// The map as text: a letter for each winner, and a sentence for each change of the winner.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "cli/map/tradeoff_grid.hpp"

namespace triptych::cli {

/// Returns a line for each number of tasks, the largest on top, and a column for each I/O share,
/// with a legend. If there is room, the winner's lead stands beside its letter; else a + marks a
/// lead of 1.5 times, and a * one of 3 times. A small letter was not measured, but lies between
/// measured places of the same winner. Colour repeats what the letters say.
std::string grid_text(const TradeoffGrid& grid, std::size_t width, bool colour);

/// Returns a sentence for each crossing, with the predicted place if there is one, in lines of at
/// most `width` columns.
std::string crossings_text(std::span<const Crossing> measured, std::span<const Crossing> predicted,
                           std::size_t width);

}  // namespace triptych::cli
