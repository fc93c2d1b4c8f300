/// The files that `triptych run` writes.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "common/harness/exports.hpp"
#include "common/harness/output_file.hpp"

namespace triptych::cli {

/// --json, --csv and --markdown: opened before anything is measured, written at the end.
class ResultFiles {
public:
    using Path = std::optional<std::string>;

    /// - is stdout. Throws UsageError if a file cannot be written, or if two are the same.
    ResultFiles(const Path& json, const Path& csv, const Path& markdown);

    /// Whether one goes to stdout: then nothing else should.
    bool uses_stdout() const { return uses_stdout_; }

    /// Throws std::system_error if a file cannot be written; the others are written then too.
    void write(std::span<const harness::Result> results, const harness::RunInfo& info,
               const std::string& markdown);

private:
    void open(std::optional<harness::OutputFile>& file, const char* option, const Path& path);

    bool uses_stdout_ = false;
    std::optional<harness::OutputFile> json_;
    std::optional<harness::OutputFile> csv_;
    std::optional<harness::OutputFile> markdown_;
};

}  // namespace triptych::cli
