/// Which peers there are here: what one must know to make sense of their times.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace triptych::peers {

/// A peer's name, and its version: {"asio", "1.22.1"}; OpenMP's is the month of its specification,
/// and behind Python's there is where it is.
using Version = std::pair<std::string, std::string>;

/// Of those that are there. Starts Python.
std::vector<Version> versions();

}  // namespace triptych::peers
