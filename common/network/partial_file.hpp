/// A file that is being downloaded: until it is complete, it has another name.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "common/descriptor.hpp"
#include "common/network/sha256.hpp"

namespace triptych::network {

/// The bytes that are here so far are in ".NAME.part". finish() renames it to NAME, so a file with
/// that name is always complete. ".NAME.version" says which version of the file it is a part of:
/// the rest of another version must not follow.
///
/// All functions throw std::system_error if the system refuses (the disk is full).
class PartialFile {
public:
    /// Opens the partial file, with the bytes that an earlier program has left in it, or creates
    /// it. `folder` is a descriptor, which must live as long as this. Throws
    /// std::runtime_error if another program is downloading this file.
    PartialFile(int folder, std::string name);
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;

    /// Keeps the bytes, so that a later program can go on; removes the file if it has none.
    ~PartialFile();

    std::int64_t size() const noexcept { return size_; }

    /// Adds a piece of what was here from the start to the sum, at most 1 MiB. Returns false if
    /// there is none left. Requires: called until then, before anything else.
    bool hash_next_piece();

    void append(std::span<const char> piece);

    /// Removes all bytes.
    void restart();

    /// What the server calls this version (an ETag, or a date); empty if it is not known.
    const std::string& version() const noexcept { return version_; }
    void set_version(const std::string& version);

    /// Of all bytes.
    std::string sha256() const { return sum_.hex(); }

    /// Puts the file in its place. Throws also if a file of that name is there.
    void finish();

    /// Whether a file of that name is in the folder.
    static bool is_finished(int folder, const std::string& name);

private:
    void open();
    void remove() noexcept;

    int folder_;
    std::string name_;
    std::string part_name_;
    std::string version_name_;
    std::string version_;
    Descriptor file_;
    std::int64_t size_ = 0;
    std::int64_t hashed_ = 0;  // so many bytes are in sum_
    Sha256 sum_;
    bool is_finished_ = false;
};

/// The sum of a file that is complete, piece by piece.
class SumOfFile {
public:
    /// Throws std::system_error.
    SumOfFile(int folder, const std::string& name);

    /// Adds at most 1 MiB. Returns false if there is none left. Throws std::system_error.
    bool hash_next_piece();

    std::int64_t bytes() const noexcept { return bytes_; }
    std::string sha256() const { return sum_.hex(); }

private:
    Descriptor file_;
    std::int64_t bytes_ = 0;
    Sha256 sum_;
};

}  // namespace triptych::network
