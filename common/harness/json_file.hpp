/// Reads JSON from a file, or says what is wrong with the file.
#pragma once

#include <stdexcept>
#include <string>

#include "common/harness/json.hpp"

namespace triptych::harness {

/// A file cannot be used. what() names it, says why and what to do, escaped for a terminal.
struct ResultsFileError : std::runtime_error {
    ResultsFileError(const std::string& path, const std::string& why);
};

inline constexpr const char* how_to_measure = "Measure with: triptych run --json FILE";

/// Reads the document in the file at `path`. Refuses files that are not regular, because they may
/// never end, except those that a shell has opened (/dev/stdin, /dev/fd/63). Refuses files of more
/// than 256 MiB, and documents nested more than 100 levels deep. Throws ResultsFileError, and
/// otherwise only std::bad_alloc.
Json read_json(const std::string& path);

}  // namespace triptych::harness
