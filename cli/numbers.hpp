/// Numbers on the command line, in every way in which people write them.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace triptych::cli {

/// The digits alone of a whole number that is grouped by threes (1,000,000, 1_000_000, 1'000'000),
/// has an exponent (1e6, 1.5e6), or ends in k, M or G (1M, 1.5k), and no zeros before it, for 010
/// is ten. All else is returned as it is, and so is what does not fit into 64 bits.
std::string plain_number(const std::string& word);

/// plain_number() as CLI11 wants it, for Option::transform. What is then no number is for the
/// option's own check to refuse.
CLI::Validator plain_numbers();

}  // namespace triptych::cli
