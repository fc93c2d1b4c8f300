/// The control group of this process.
#pragma once

#include <filesystem>
#include <optional>

namespace triptych::harness {

/// What all processes of this one's control group hold in memory, also for files.
class ControlGroupMemory {
public:
    /// Looks up the control group of this process in /proc and /sys below `root`.
    explicit ControlGroupMemory(const std::filesystem::path& root = "/");

    /// In bytes; nullopt if it cannot be read, as in the root group.
    std::optional<double> read() const;

private:
    std::filesystem::path file_;  // empty if there is none
};

}  // namespace triptych::harness
