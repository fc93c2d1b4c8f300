/// How a compiler is called for each build of an answer.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "exercises/checker/exercise.hpp"

namespace triptych::checker {

/// Whether this machine can build so: g++ 12 and x86-64 for `explored`.
bool is_available(Build build);

/// The compiler and its flags.
std::vector<std::string> compiler_words(Build build);

/// The libraries of the suite that answers are linked with, and what those need.
std::vector<std::string> library_words();

/// The libraries among `words` that are older than a file they are made of, in a sentence each;
/// empty: none. An answer that is linked with one may fail through no fault of its own. `sources`:
/// the folder of the suite's sources.
std::string stale_libraries(const std::vector<std::string>& words,
                            const std::filesystem::path& sources);

/// The same for the libraries and the sources that this program was built with.
std::string stale_libraries();

}  // namespace triptych::checker
