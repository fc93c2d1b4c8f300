/// A file for results: found to be writable before measuring, replaced only afterwards.
#pragma once

#include <string>
#include <string_view>
#include <sys/types.h>
#include <tuple>

#include "common/descriptor.hpp"

namespace triptych::harness {

/// Writes to a temporary file beside `path`, which takes its place when all is written: an
/// older file keeps its content until then, and for good if the program ends before. Where no
/// file can be made beside it, or none can take its place (a bind mount, a folder that is not
/// ours), it is written in place, at the end.
///
/// `-`, /dev/stdout and the like are a descriptor that this program was given: it is written to as
/// it is, behind what others have written, be it a file, a pipe or a socket. What else is no
/// regular file (a device, a named pipe) is opened and written to directly.
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

    /// Whether it is this program's stdout, where then nothing else should go.
    bool is_stdout() const;

    /// Whether both lead to one file, however they are spelled.
    bool is_same_as(const OutputFile& other) const { return identity_ == other.identity_; }

private:
    void open_given(int descriptor);
    void open_special();
    void open_regular();
    void identify();
    void write_all(std::string_view content) const;
    void write_in_place(std::string_view content);

    std::string path_;
    std::string target_;     // where path_ leads, links followed
    std::string temporary_;  // empty if there is none
    bool in_place_ = false;  // file_ is target_ itself, whose old content is still there
    int given_ = -1;         // the number of the descriptor that path_ names; -1 if it names none
    Descriptor file_;

    // Device and inode: of the file, or, if it is not there yet, of its folder, and its name.
    std::tuple<dev_t, ino_t, std::string> identity_;
};

}  // namespace triptych::harness
