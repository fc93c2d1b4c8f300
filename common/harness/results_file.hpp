/// Results files, read back: those of `triptych run --json`, and several of them merged into one.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "common/harness/json_file.hpp"

namespace triptych::harness {

/// What one run has left.
struct ResultsFile {
    std::string name;  // the file's, without folder and .json; of a merged one, its part's
    std::vector<Result> results;
    Json context;   // Google Benchmark's, and ours
    Json document;  // all of it, the context included

    std::string host() const;  // its name; empty if the file does not say

    /// Of the context's "triptych" part, as text; empty if the file does not say. The path is one
    /// of JSON pointers: "/host/cpu".
    std::string about(const std::string& path) const;

    /// What the warnings that the run came with are about: "load", "outliers".
    std::vector<std::string> warned_about() const;
};

/// How to read one.
struct Reading {
    /// The workloads there are. A file without our context may be another program's, whose
    /// benchmarks only look like benchmarks: of such a file, those of other workloads are left out.
    /// Empty: any name may be one.
    std::vector<std::string> workloads = {};

    /// Called for each part of a merged file that cannot be used, which is then left out; null: it
    /// is an error.
    std::function<void(const std::string& why)> skip = nullptr;
};

/// The runs in the file at `path`: one, or as many as were merged and can be used. What it has that
/// is unknown here is kept, and not looked at. Throws ResultsFileError, as read_json does, and
/// nothing else but std::bad_alloc.
std::vector<ResultsFile> read_results(const std::string& path, const Reading& how = {});

/// What one must know of a file beside its times, a line each: that another version of this program
/// has measured it, or a debug build, and that the run was stopped.
std::vector<std::string> remarks(const ResultsFile& file);

/// One document that holds all of them, whole. Ends with a newline.
std::string merged(const std::vector<ResultsFile>& files);

}  // namespace triptych::harness
