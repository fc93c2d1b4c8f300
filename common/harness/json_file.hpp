/// From a path to the JSON in that file, or to what is wrong with it.
#pragma once

#include <stdexcept>
#include <string>

#include "common/harness/json.hpp"

namespace triptych::harness {

/// The file cannot be used; what() names it, says why, and what to do, escaped for a terminal.
struct ResultsFileError : std::runtime_error {
    ResultsFileError(const std::string& path, const std::string& why);
};

inline constexpr const char* how_to_measure = "Measure with: triptych run --json FILE";

/// The document in the file at `path`. What is no regular file is refused, for it may never end,
/// but for what another program hands over as an open one (/dev/stdin, /dev/fd/63); so is one of
/// more than 256 MiB, or nested more than 100 deep. Throws ResultsFileError, and nothing else but
/// std::bad_alloc.
Json read_json(const std::string& path);

}  // namespace triptych::harness
