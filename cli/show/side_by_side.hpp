/// Side by side: the rows of a page on which the same step of every file starts level.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "cli/show/steps.hpp"

namespace triptych::cli {

/// The steps that start on one row: one of each file, null where a file has none.
using Level = std::vector<const Step*>;

/// Sets the files' steps level: those of the same name wherever the files' order allows; a step
/// that only some files have beside what the others have in its place, or beside nothing.
/// The files must outlive the levels.
std::vector<Level> levels(std::span<const std::vector<Step>> files);

/// One row: what stands in each column, unpadded, empty where a column has nothing to say.
using Row = std::vector<std::string>;

/// Lays the files' steps in one column each, level, and wrapped to `width`.
std::vector<Row> side_by_side(std::span<const std::vector<Step>> files, std::size_t width);

}  // namespace triptych::cli
