/// Waits until a file is saved: by inotify, and by looking where that is silent.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <utility>

#include "common/descriptor.hpp"

namespace triptych::cli {

class FileWatch {
public:
    /// When the file was written, and its size; nothing while there is none.
    using Stamp = std::optional<std::pair<std::filesystem::file_time_type, std::uintmax_t>>;

    /// Watches the file's folder, because many editors write a new file and rename it. Where there
    /// is no inotify (a limit is reached, or a drive of another system), it only looks.
    explicit FileWatch(const std::filesystem::path& file);

    Stamp stamp() const;

    /// Waits until the file is there with another stamp than `before`; it looks at least twice a
    /// second. Returns false if `stop_descriptor` became readable first.
    bool wait_until_differs(const Stamp& before, int stop_descriptor) const;

private:
    std::filesystem::path file_;
    Descriptor changes_;  // of inotify; not open if there is none
};

}  // namespace triptych::cli
