#include "common/harness/contention.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace triptych::harness {
namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

double cpu_seconds(int who) {
    rusage usage{};
    ::getrusage(who, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

std::optional<CpuTime> read_cpu_time(const std::filesystem::path& root) {
    std::ifstream stat{root / "proc/stat"};
    std::string label;
    std::array<double, 8> ticks{};  // user, nice, system, idle, iowait, irq, softirq, steal
    stat >> label;
    for (double& value : ticks)
        stat >> value;
    if (!stat || label != "cpu") return std::nullopt;
    const auto per_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
    return CpuTime{.used = (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / per_second,
                   .stolen = ticks[7] / per_second,
                   .ours = cpu_seconds(RUSAGE_SELF) + cpu_seconds(RUSAGE_CHILDREN)};
}

void Contention::add(double wall, const CpuTime& before, const CpuTime& after) {
    seconds += wall;
    // Of a short run it may be negative: the kernel counts the programs that it finds at each tick.
    others +=
        (after.used - before.used) - (after.ours - before.ours) + (after.stolen - before.stolen);
}

}  // namespace triptych::harness
