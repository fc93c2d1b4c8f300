/// CPU contention where it happens: how much of the cores others used while a benchmark ran.
#pragma once

#include <filesystem>
#include <optional>

namespace triptych::harness {

/// CPU time in seconds since some moment in the past.
struct CpuTime {
    double used = 0;    // by all programs of this machine
    double stolen = 0;  // by the host, from this virtual machine
    double ours = 0;    // by this process and the children that it has reaped, in `used`
};

/// Reads /proc/stat below `root` (which counts in steps of 10 ms), and getrusage. Nullopt if there
/// is no such file.
std::optional<CpuTime> read_cpu_time(const std::filesystem::path& root = "/");

/// What others took while some runs were going on.
struct Contention {
    double seconds = 0;  // of wall time, of all these runs
    double others = 0;   // CPU seconds of other programs, and of the host

    /// Adds a run of `wall` seconds.
    void add(double wall, const CpuTime& before, const CpuTime& after);

    /// How many cores the others used on average; 0 if the runs were too short to say so.
    double cores() const { return seconds < long_enough ? 0 : others / seconds; }

    static constexpr double long_enough = 0.2;  // twenty steps
};

/// Others that use more than this part of the cores spoil the times of a program that computes for
/// this part of all cores' time, or more.
inline constexpr double tolerable_part = 0.1;
inline constexpr double computes_from = 0.1;

}  // namespace triptych::harness
