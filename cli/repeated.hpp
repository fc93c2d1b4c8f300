/// Options that take several arguments: --model threads processes.
#pragma once

#include <string>
#include <vector>

namespace triptych::cli {

/// Repeats the option's name before each further word that can only belong to it: after --model,
/// the names of models and implementations; after --size, numbers. CLI11 alone gives an option
/// either one word or all that follow: in `run --model threads merge_sort` there would be two
/// models.
std::vector<std::string> with_options_repeated(const std::vector<std::string>& words);

}  // namespace triptych::cli
