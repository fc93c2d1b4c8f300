#include "common/harness/tree.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <optional>
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

/// The number after `label` in a file like /proc/<pid>/status, in bytes; nullopt without it.
std::optional<double> bytes_after(const std::string& text, std::string_view label) {
    const auto found = text.find(label);
    if (found == std::string::npos) return std::nullopt;
    double kibibytes = 0;
    std::istringstream{text.substr(found + label.size())} >> kibibytes;
    return kibibytes * 1024;
}

struct Memory {
    double own = 0;         // anonymous and shared memory, proportionally
    double from_files = 0;  // resident pages of files
};

/// Nullopt if the process has ended. Kernels before 5.4 do not divide Pss into kinds: there all of
/// it is `own`.
std::optional<Memory> read_memory(pid_t pid) {
    const std::string text = read_file(pid, "smaps_rollup");
    const auto anonymous = bytes_after(text, "\nPss_Anon:");
    const auto shared = bytes_after(text, "\nPss_Shmem:");
    if (anonymous && shared)
        return Memory{*anonymous + *shared,
                      bytes_after(read_file(pid, "status"), "\nRssFile:").value_or(0)};
    if (const auto all = bytes_after(text, "\nPss:")) return Memory{*all, 0};
    return std::nullopt;
}

/// A process that is ending gives up its memory before the kernel says that it has ended.
bool has_memory(pid_t pid) {
    double pages = 0;
    std::istringstream{read_file(pid, "statm")} >> pages;
    return pages > 0;
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

/// Reading takes time (Pss walks page tables). So of thousands of children only some are read,
/// evenly spread, and stand for the others. Returns the root and these.
std::vector<pid_t> those_to_read(const std::vector<pid_t>& alive, pid_t root) {
    constexpr std::size_t most_read = 64;
    std::vector<pid_t> chosen{root};
    const std::size_t step = (alive.size() + most_read - 1) / most_read;
    for (std::size_t i = 0; i < alive.size(); i += step)
        if (alive[i] != root) chosen.push_back(alive[i]);
    return chosen;
}

/// How many children each of the chosen ones stands for.
double each_stands_for(const std::vector<pid_t>& alive, const std::vector<pid_t>& chosen) {
    if (chosen.size() < 2 || alive.size() < 2) return 1;
    return static_cast<double>(alive.size() - 1) / static_cast<double>(chosen.size() - 1);
}

double descriptors_of(const std::vector<pid_t>& alive, pid_t root) {
    const std::vector<pid_t> chosen = those_to_read(alive, root);
    double of_children = 0;
    for (const pid_t pid : chosen)
        if (pid != root) of_children += count_descriptors(pid);
    return count_descriptors(root) + of_children * each_stands_for(alive, chosen);
}

/// See TreeSampler. 0 if nothing could be read. A process counts only if it still had its memory
/// when all had been read: so none was shared with fewer than count, and the sum is not too high.
double memory_of(const std::vector<pid_t>& alive, pid_t root, const ControlGroupMemory& limit) {
    const std::vector<pid_t> chosen = those_to_read(alive, root);
    std::vector<std::optional<Memory>> read;
    for (const pid_t pid : chosen)
        read.push_back(read_memory(pid));
    double of_root = 0;
    double of_children = 0;
    double from_files = 0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (!read[i] || !has_memory(chosen[i])) continue;  // it has ended in the meantime
        (chosen[i] == root ? of_root : of_children) += read[i]->own;
        from_files = std::max(from_files, read[i]->from_files);
    }
    const double own = of_root + of_children * each_stands_for(alive, chosen);
    return std::min(own, limit.read().value_or(own)) + from_files;
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
        peak_.tree_bytes = std::max(peak_.tree_bytes, memory_of(alive, group, control_group_));
    peak_.descriptors = std::max(peak_.descriptors, descriptors_of(alive, group));

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
