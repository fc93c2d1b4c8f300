/// Results that are saved under a name: `triptych run --save NAME`.
#pragma once

#include <string>
#include <vector>

#include "common/harness/results_file.hpp"

namespace triptych::cli {

/// The folder of saved results: results/ in the project, or the value of TRIPTYCH_SAVED.
std::string saved_folder();

/// The path of the file for that name, which need not exist yet; creates its folder. Throws
/// UsageError if the name is not allowed: at most 100 letters, digits, dots, dashes and
/// underscores, beginning with neither a dot nor a dash.
std::string path_to_save(const std::string& name);

/// Whether a run is saved under that name.
bool is_saved(const std::string& name);

/// The names of all saved runs, in alphabetical order.
std::vector<std::string> saved_names();

/// The workloads of the catalog, which tell results files of Triptych from those of other programs.
std::vector<std::string> known_workloads();

/// Reads one run: the file `word` if it exists, else the run saved under the name `word`. Throws
/// UsageError if there is neither, or if the file cannot be used.
harness::ResultsFile find_results(const std::string& word);

}  // namespace triptych::cli
