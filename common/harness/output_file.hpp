/// A file for results: checked before the measurement, replaced only after it.
#pragma once

#include <string>
#include <string_view>
#include <sys/types.h>
#include <tuple>

#include "common/descriptor.hpp"

namespace triptych::harness {

/// Writes to a temporary file in the same folder and renames it over `path` when all is written. So
/// an older file keeps its content until then, also if the program ends before. If no file can be
/// created there, or it cannot be renamed (a bind mount, a folder without write permission), the
/// old file is overwritten in place, at the end.
///
/// `-`, /dev/stdout and the like name a descriptor that this program has inherited. Content is
/// appended to it, whether it is a file, a pipe or a socket. Other special files (a device, a FIFO)
/// are opened and written to directly.
class OutputFile {
public:
    /// Throws std::system_error if the file cannot be written. Never blocks: a FIFO without a
    /// reader is an error (ENXIO).
    explicit OutputFile(const std::string& path);
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// Removes the temporary file if it has not been renamed.
    ~OutputFile();

    /// Writes all of the content and puts the file in place. Requires: called at most once.
    /// Throws std::system_error if that fails (the disk is full).
    void write(std::string_view content);

    const std::string& path() const { return path_; }

    /// Whether it is this program's stdout: then nothing else may be printed there.
    bool is_stdout() const;

    /// Whether both paths lead to the same file, however they are spelled.
    bool is_same_as(const OutputFile& other) const { return identity_ == other.identity_; }

private:
    void open_given(int descriptor);
    void open_special();
    void open_regular();
    void identify();
    void write_all(std::string_view content) const;
    void write_in_place(std::string_view content);

    std::string path_;
    std::string target_;     // path_ with symbolic links followed
    std::string temporary_;  // empty if there is none
    bool in_place_ = false;  // file_ is target_ itself, with its old content
    int given_ = -1;         // the number of the descriptor that path_ names; -1 if it names none
    Descriptor file_;

    // Device and inode of the file; for a new file those of its folder, and its name.
    std::tuple<dev_t, ino_t, std::string> identity_;
};

}  // namespace triptych::harness
