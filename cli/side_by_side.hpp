/// Side by side: the rows of a page on which the same step of every file starts level.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "cli/steps.hpp"

namespace triptych::cli {

/// One row: what stands in each column, unpadded, empty where a column has nothing to say.
using Row = std::vector<std::string>;

/// Lays the files' steps in one column each, wrapped to `width`. Steps of the same name
/// start on the same row wherever the files' order allows; a step that only some files have
/// stands beside what the others have in its place, or beside nothing.
std::vector<Row> side_by_side(std::span<const std::vector<Step>> files, std::size_t width);

}  // namespace triptych::cli
