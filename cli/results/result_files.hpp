/// The files that `triptych run` writes.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "common/harness/exports.hpp"
#include "common/harness/output_file.hpp"

namespace triptych::cli {

/// The files of --json, --csv, --markdown and --save: opened before the measurement, written after
/// it.
class ResultFiles {
public:
    using Path = std::optional<std::string>;

    /// "-" is stdout; `saved` is a name. Throws UsageError if a file cannot be written, or if two
    /// paths lead to the same file.
    ResultFiles(const Path& json, const Path& csv, const Path& markdown, const Path& saved);

    /// Whether one of them is stdout: then nothing else may be printed there.
    bool uses_stdout() const { return uses_stdout_; }

    /// Writes all files. An incomplete run is saved as NAME.incomplete, or not at all if no
    /// benchmark was measured. Reports on stderr if it does that, or replaces a saved run. Throws
    /// std::system_error if a file cannot be written; it writes the other files nevertheless.
    void write(std::span<const harness::Result> results, const harness::RunInfo& info,
               const std::string& markdown);

private:
    void save(std::span<const harness::WorkloadAnalysis> analysis, const harness::RunInfo& info);

    bool uses_stdout_ = false;
    std::optional<harness::OutputFile> json_;
    std::optional<harness::OutputFile> csv_;
    std::optional<harness::OutputFile> markdown_;
    std::optional<harness::OutputFile> saved_;
    std::string name_;  // of saved_
};

/// Opens the file at `path`, if a path is given; "-" is stdout. Throws UsageError, which names the
/// option, if the file cannot be written.
void open_file(std::optional<harness::OutputFile>& file, const char* option,
               const ResultFiles::Path& path);

/// Whether the file is open and is stdout.
bool is_stdout(const std::optional<harness::OutputFile>& file);

/// Writes the contents to the paths that are given; "-" is stdout. Throws UsageError if a file
/// cannot be opened for writing or if both are the same file, and std::system_error if writing
/// fails. Returns whether one of them is stdout: then nothing else may be printed there.
bool write_files(const ResultFiles::Path& json, const std::string& json_content,
                 const ResultFiles::Path& csv, const std::string& csv_content);

}  // namespace triptych::cli
