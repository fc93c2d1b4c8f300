/// Results files, read back: those of `triptych run --json`, and several of them merged into one.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/harness/cell.hpp"

namespace triptych::harness {

/// What one run has left.
struct ResultsFile {
    std::string name;  // the file's, without folder and .json; of a merged one, its part's
    std::vector<Result> results;
    nlohmann::json context = nlohmann::json::object();  // Google Benchmark's, and ours
    nlohmann::json document;                            // all of it, the context included

    std::string host() const;  // its name; empty if the file does not say

    /// Of the context's "triptych" part, as text; empty if the file does not say. The path is one
    /// of JSON pointers: "/host/cpu".
    std::string about(const std::string& path) const;
};

/// The file cannot be used; what() names it, says why, and what to do.
struct ResultsFileError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The runs in the file at `path`: one, or as many as were merged. What it has that is unknown here
/// is kept, and not looked at. Throws ResultsFileError, and nothing else but std::bad_alloc.
std::vector<ResultsFile> read_results(const std::string& path);

/// One document that holds all of them, whole. Ends with a newline.
std::string merged(const std::vector<ResultsFile>& files);

}  // namespace triptych::harness
