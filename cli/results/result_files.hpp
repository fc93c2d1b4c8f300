/// The files that `triptych run` writes.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "common/harness/exports.hpp"
#include "common/harness/output_file.hpp"

namespace triptych::cli {

/// --json, --csv, --markdown and --save: opened before anything is measured, written at the end.
class ResultFiles {
public:
    using Path = std::optional<std::string>;

    /// - is stdout; `saved` is a name. Throws UsageError if a file cannot be written, or if two
    /// are the same.
    ResultFiles(const Path& json, const Path& csv, const Path& markdown, const Path& saved);

    /// Whether one goes to stdout: then nothing else should.
    bool uses_stdout() const { return uses_stdout_; }

    /// Of an incomplete run nothing is saved under the name: what there is goes to
    /// NAME.incomplete, and nowhere if no benchmark was measured. That, and what is replaced, is
    /// told on stderr. Throws std::system_error if a file cannot be written; the others are written
    /// then too.
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

/// Opens the file at `path`, if there is one; - is stdout. Throws UsageError, which names the
/// option, if it cannot be written.
void open_file(std::optional<harness::OutputFile>& file, const char* option,
               const ResultFiles::Path& path);

/// Whether there is such a file, and it is stdout.
bool is_stdout(const std::optional<harness::OutputFile>& file);

/// Writes these contents to these paths, if there are paths; - is stdout. Throws UsageError if a
/// file cannot be written at all or both are one, and std::system_error if it cannot be written to
/// its end. Returns whether one went to stdout: then nothing else should.
bool write_files(const ResultFiles::Path& json, const std::string& json_content,
                 const ResultFiles::Path& csv, const std::string& csv_content);

}  // namespace triptych::cli
