/// `triptych prices`: what concurrency primitives cost on this machine, on one screen.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/prices/price_list.hpp"

namespace CLI {
class App;
}

namespace triptych::cli {

/// Returns the list as text of that width: a line for each price, the cheapest first, with its
/// interval, a bar, Python's price, and the ratio of that to ours.
std::string price_text(const std::vector<Price>& prices, const PriceList& list, std::size_t width);

/// Adds the subcommand. When it runs, it stores the program's exit code in `exit_code`. Throws
/// UsageError from within the parsing.
void add_prices(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
