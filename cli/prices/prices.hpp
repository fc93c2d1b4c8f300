/// `triptych prices`: what the primitives cost here, on one screen.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/prices/price_list.hpp"

namespace CLI {
class App;
}

namespace triptych::cli {

/// The list as text of that width: a line for each price, the cheapest first, with its interval, a
/// bar, the same in Python, and how many times as much that is.
std::string price_text(const std::vector<Price>& prices, const PriceList& list, std::size_t width);

/// Adds the subcommand; when it is called, it leaves the program's exit code in `exit_code`. Throws
/// UsageError from within the parsing.
void add_prices(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
