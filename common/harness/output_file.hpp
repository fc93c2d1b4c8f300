/// A file for results: found to be writable before measuring, replaced only afterwards.
#pragma once

#include <string>
#include <string_view>

#include "common/descriptor.hpp"

namespace triptych::harness {

/// Writes to a temporary file beside `path`, which takes its place when all is written: an
/// older file keeps its content until then, and for good if the program ends before. What is
/// no regular file (/dev/stdout, a named pipe) is written to directly.
class OutputFile {
public:
    /// Never waits: a pipe that nobody reads from cannot be written (ENXIO).
    /// Throws std::system_error if the file cannot be written.
    explicit OutputFile(const std::string& path);
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// Removes the temporary file unless it has taken its place.
    ~OutputFile();

    /// Writes all of the content, and puts it in place. To be called once.
    /// Throws std::system_error if that fails (the disk is full).
    void write(std::string_view content);

    const std::string& path() const { return path_; }

private:
    std::string path_;
    std::string target_;     // where path_ leads, links followed
    std::string temporary_;  // empty if there is none
    Descriptor file_;
};

}  // namespace triptych::harness
