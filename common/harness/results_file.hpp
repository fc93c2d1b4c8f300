/// Reads results files: those of `triptych run --json`, and several of them merged into one.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "common/harness/json_file.hpp"

namespace triptych::harness {

/// The results of one run, read from a file.
struct ResultsFile {
    std::string name;  // of the file without folder and .json; of a part in a merged file
    std::vector<Result> results;
    Json context;   // Google Benchmark's, and ours
    Json document;  // the whole document, including the context

    std::string host() const;  // the host's name; empty if the file does not have it

    /// A value of the context's "triptych" part, as text; empty if the file does not have it.
    /// `path` is a JSON pointer: "/host/cpu".
    std::string about(const std::string& path) const;

    /// The subjects of the warnings of the run: "load", "outliers".
    std::vector<std::string> warned_about() const;
};

/// How to read a file.
struct Reading {
    /// The known workloads. A file without our context may come from another program, whose
    /// benchmarks only look like ours: other workloads in such a file are ignored. Empty: all names
    /// are accepted.
    std::vector<std::string> workloads = {};

    /// Called for each part of a merged file that cannot be used, which is then left out. Null:
    /// such a part is an error.
    std::function<void(const std::string& why)> skip = nullptr;
};

/// Reads the runs in the file at `path`: one, or, of a merged file, all that can be used. Unknown
/// fields are kept in `document` and otherwise ignored. Throws ResultsFileError, like read_json,
/// and otherwise only std::bad_alloc.
std::vector<ResultsFile> read_results(const std::string& path, const Reading& how = {});

/// Remarks about a file, a line each: it was measured by another version of this program or by a
/// debug build, or the run was stopped.
std::vector<std::string> remarks(const ResultsFile& file);

/// One document that contains all files completely. Ends with a newline.
std::string merged(const std::vector<ResultsFile>& files);

}  // namespace triptych::harness
