/// The versions of the peers that are installed: needed to interpret their times.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace triptych::peers {

/// A peer's name and its version: {"asio", "1.22.1"}. OpenMP's version is the month of its
/// specification; Python's is followed by its path.
using Version = std::pair<std::string, std::string>;

/// Returns the versions of the installed peers. Starts Python.
std::vector<Version> versions();

}  // namespace triptych::peers
