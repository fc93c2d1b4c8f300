/// Results that are kept under a name: `triptych run --save NAME`.
#pragma once

#include <string>
#include <vector>

#include "common/harness/results_file.hpp"

namespace triptych::cli {

/// Where they are: the project's folder results/, or what TRIPTYCH_SAVED names.
std::string saved_folder();

/// The file of that name, be it there or not; its folder is made. Throws UsageError if the name is
/// none for a file: letters, digits, dots, dashes and underscores, a dot not first, 100 at most.
std::string path_to_save(const std::string& name);

/// Whether something is saved under that name.
bool is_saved(const std::string& name);

/// The names there are, in alphabetical order.
std::vector<std::string> saved_names();

/// The catalog's names, by which a results file of ours is known from another program's.
std::vector<std::string> known_workloads();

/// A file of one run: what there is at `word` if that is a file, else what is saved under that
/// name. Throws UsageError if there is neither, or if it cannot be used.
harness::ResultsFile find_results(const std::string& word);

}  // namespace triptych::cli
