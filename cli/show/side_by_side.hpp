/// Aligns the steps of several files: the same step of each file starts on the same row.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "cli/show/steps.hpp"

namespace triptych::cli {

/// The steps that start on one row: one of each file, null if a file has none.
using Level = std::vector<const Step*>;

/// Aligns steps of the same name wherever the order of the files allows it. A step that only some
/// files have stands beside other steps of the others, or beside nothing. Requires: the files
/// outlive the levels.
std::vector<Level> levels(std::span<const std::vector<Step>> files);

/// One row: the text of each column without padding; may be empty.
using Row = std::vector<std::string>;

/// The rows of the aligned files, one column for each file, wrapped to `width`.
std::vector<Row> side_by_side(std::span<const std::vector<Step>> files, std::size_t width);

}  // namespace triptych::cli
