/// The files that `triptych trace` writes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/harness/output_file.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::cli {

/// Checked before the program runs, so that a mistake is reported early; written after it.
class TraceFiles {
public:
    /// Paths, or nothing. Throws std::system_error if one cannot be written.
    TraceFiles(const std::optional<std::string>& perfetto, const std::optional<std::string>& svg,
               const std::optional<std::string>& html, const std::optional<std::string>& parts);

    /// Whether one of them is this program's stdout: then nothing else may be printed there.
    bool takes_stdout() const;

    /// Throws std::system_error, for example if the disk is full.
    void write(std::span<const trace::Timeline> timelines);

private:
    using Render = std::function<std::string(std::span<const trace::Timeline>)>;
    struct File {
        harness::OutputFile file;
        Render render;
        File(const std::string& path, Render rendering)
            : file{path}, render{std::move(rendering)} {}
    };

    std::vector<std::unique_ptr<File>> files_;
};

}  // namespace triptych::cli
