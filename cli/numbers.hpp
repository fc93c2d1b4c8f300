/// Numbers on the command line, in all common ways to write them.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace triptych::cli {

/// Returns the plain digits of a whole number that is grouped by threes (1,000,000, 1_000_000,
/// 1'000'000), has an exponent (1e6, 1.5e6), or ends in k, M or G (1M, 1.5k). Leading zeros are
/// removed: 010 is ten. Any other word, and a number of more than 64 bits, is returned unchanged.
std::string plain_number(const std::string& word);

/// plain_number() for CLI11's Option::transform. It never fails: the option's own check must refuse
/// words that are not numbers.
CLI::Validator plain_numbers();

}  // namespace triptych::cli
