/// The map as a terminal shows it: a letter for each winner, and sentences for where they change.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "cli/map/tradeoff_grid.hpp"

namespace triptych::cli {

/// A line for each number of tasks, the most on top, and a column for each I/O share, with its
/// legend. Where there is room the lead stands beside the letter, else one + for half as much again
/// and * for three times as much. A small letter was not measured, but lies between its own.
/// Colour says nothing that the letters do not.
std::string grid_text(const TradeoffGrid& grid, std::size_t width, bool colour);

/// A sentence for each crossing, with where it was predicted, if it was; in lines of at most
/// `width`.
std::string crossings_text(std::span<const Crossing> measured, std::span<const Crossing> predicted,
                           std::size_t width);

}  // namespace triptych::cli
