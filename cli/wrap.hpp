/// Wrapping source lines to a column, so that nothing is cut off.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace triptych::cli {

/// The lines, none wider than `width`. Code goes on under its own start, four deeper; a
/// comment goes on as a comment, its paragraph filled anew; one behind code moves above it.
/// Requires: width > 0.
std::vector<std::string> wrap(std::span<const std::string> lines, std::size_t width);

}  // namespace triptych::cli
