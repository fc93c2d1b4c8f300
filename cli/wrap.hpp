/// Wraps source lines to a width, so that nothing is cut off.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace triptych::cli {

/// The lines, none wider than `width`. Code continues four columns deeper than it starts. A comment
/// continues as a comment, and its paragraph is filled again. A comment behind code moves above it.
/// Requires: width > 0.
std::vector<std::string> wrap(std::span<const std::string> lines, std::size_t width);

}  // namespace triptych::cli
