#include "common/harness/tree.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>

#include "common/descriptor.hpp"

namespace triptych::harness {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<pid_t> all_processes() {
    const std::unique_ptr<DIR, int (*)(DIR*)> folder{::opendir("/proc"), ::closedir};
    std::vector<pid_t> pids;
    if (!folder) return pids;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread reads this stream
    while (const dirent* entry = ::readdir(folder.get())) {
        const std::string_view name{&entry->d_name[0]};
        pid_t pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ec == std::errc{})
            pids.push_back(pid);
    }
    return pids;
}

/// The content of a file in /proc/<pid>; empty if the process has ended. These files are short.
std::string read_file(pid_t pid, std::string_view name) {
    const std::string path = fmt::format("/proc/{}/{}", pid, name);
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    std::array<char, 4096> text{};
    const ssize_t size = file.get() == -1 ? 0 : ::read(file.get(), text.data(), text.size());
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(0, size))};
}

struct Stat {
    char state = 'X';
    pid_t group = 0;
    std::int64_t threads = 0;

    bool alive() const { return state != 'X' && state != 'Z'; }
};

/// Parses the fields of stat (proc(5)) after the name, which may contain blanks and brackets.
Stat read_stat(pid_t pid) {
    const std::string text = read_file(pid, "stat");
    const auto name_end = text.rfind(')');
    if (name_end == std::string::npos) return {};
    std::istringstream fields{text.substr(name_end + 1)};
    Stat stat;
    pid_t parent = 0;
    fields >> stat.state >> parent >> stat.group;
    std::string skipped;
    for (int i = 0; i < 14; ++i)
        fields >> skipped;
    fields >> stat.threads;
    return stat;
}

/// The proportional set size in bytes: a page shared by n processes counts one n-th in each.
double read_pss(pid_t pid) {
    const std::string text = read_file(pid, "smaps_rollup");
    constexpr std::string_view label = "\nPss:";
    const auto found = text.find(label);
    if (found == std::string::npos) return 0;
    double kibibytes = 0;
    std::istringstream{text.substr(found + label.size())} >> kibibytes;
    return kibibytes * 1024;
}

double count_descriptors(pid_t pid) {
    const std::string path = fmt::format("/proc/{}/fd", pid);
    const std::unique_ptr<DIR, int (*)(DIR*)> folder{::opendir(path.c_str()), ::closedir};
    if (!folder) return 0;
    double count = -2;  // . and ..
    // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread reads this stream
    while (::readdir(folder.get()) != nullptr)
        ++count;
    return count;
}

/// The sum of a value over all processes. Reading it takes time (Pss walks page tables). With
/// thousands of children it reads only some of them, evenly spread, and extrapolates.
double in_all(const std::vector<pid_t>& alive, pid_t root, double (*value)(pid_t)) {
    constexpr std::size_t most_read = 64;
    const double of_root = value(root);
    if (alive.size() < 2) return of_root;
    const std::size_t children = alive.size() - 1;
    const std::size_t step = (children + most_read - 1) / most_read;
    double read = 0;
    double sum = 0;
    for (std::size_t i = 0; i < alive.size(); i += step) {
        if (alive[i] == root) continue;
        const double of_child = value(alive[i]);
        if (of_child == 0) continue;  // it has ended in the meantime
        sum += of_child;
        ++read;
    }
    return read == 0 ? of_root : of_root + sum * static_cast<double>(children) / read;
}

}  // namespace

TreeSampler::TreeSampler() {
    for (const pid_t pid : all_processes())
        others_.insert(pid);
}

/// Finds the processes by their group, not from parent to child: that needs one read for each
/// process, however many threads it has, and no kernel option.
Seconds TreeSampler::sample(pid_t group) {
    constexpr std::int64_t one = 1;
    const Clock::time_point began = Clock::now();
    std::vector<pid_t> alive;
    std::int64_t threads = 0;
    for (const pid_t pid : all_processes()) {
        if (others_.contains(pid)) continue;
        const Stat stat = read_stat(pid);
        if (stat.alive() && stat.group == group) {
            alive.push_back(pid);
            threads += stat.threads;
        } else if (pid != group) {  // whose group may not be set yet
            others_.insert(pid);
        }
    }
    ++peak_.samples;
    taken_.push_back(began);
    // At least one: the root existed, even if it ended before it could be read.
    peak_.processes = std::max({peak_.processes, static_cast<std::int64_t>(alive.size()), one});
    peak_.threads = std::max({peak_.threads, threads, one});
    if (alive.size() > 1)
        peak_.tree_bytes = std::max(peak_.tree_bytes, in_all(alive, group, read_pss));
    peak_.descriptors = std::max(peak_.descriptors, in_all(alive, group, count_descriptors));

    const Clock::time_point now = Clock::now();
    const Seconds age = now - start_;
    if (age < Seconds{0.25}) return Seconds{0};
    return std::max(std::min(Seconds{0.020}, age / 64), Seconds{now - began});
}

int TreeSampler::samples_in_last(Seconds time) const {
    return static_cast<int>(std::ranges::count_if(
        taken_, [&](Clock::time_point when) { return taken_.back() - when <= time; }));
}

std::optional<double> peak_bytes(std::optional<double> own_bytes, const Peak& peak) {
    if (peak.processes <= 1) return own_bytes;
    if (peak.tree_bytes == 0) return std::nullopt;
    return std::max(own_bytes.value_or(0), peak.tree_bytes);
}

}  // namespace triptych::harness
