/// An examination in words, for the terminal.
#pragma once

#include <cstddef>
#include <string>

#include "exercises/checker/examination.hpp"

namespace triptych::cli {

/// Prints what `learn` has found. Throws as print_to() does.
void print_found(const std::string& words);

/// "plain     4 of 4 checks passed (0.4 s)"
std::string stage_text(const checker::Stage& stage);

/// What failed, the first diagnosis with its witness, and what to do next.
std::string verdict_text(const checker::Exercise& exercise, const checker::Examination& examination,
                         std::size_t width);

}  // namespace triptych::cli
