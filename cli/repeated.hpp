/// Options that take several words: --model threads processes.
#pragma once

#include <string>
#include <vector>

namespace triptych::cli {

/// Puts the option's name before each further word that can only belong to it: behind --model, the
/// names of models and implementations; behind --size, numbers. CLI11 alone would give an option
/// either one word or all that follow, and then `run --model threads merge_sort` had two models.
std::vector<std::string> with_options_repeated(const std::vector<std::string>& words);

}  // namespace triptych::cli
