#include "common/limits.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace triptych {
namespace {

constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

/// The largest number of tasks that is left for other programs.
constexpr std::int64_t most_margin = 256;

/// The number at the beginning of a file; `otherwise` if there is none ("max", or no such file).
std::int64_t number_in(const std::filesystem::path& file, std::int64_t otherwise = unlimited) {
    std::ifstream in{file};
    std::int64_t number = 0;
    return in >> number ? number : otherwise;
}

/// The number of threads on this system, which stands after the slash in the fourth field of
/// /proc/loadavg.
std::int64_t tasks_running() {
    std::ifstream in{"/proc/loadavg"};
    std::string word;
    for (int field = 0; field < 4; ++field)
        in >> word;
    const auto slash = word.find('/');
    return slash == std::string::npos ? 0 : std::stoll(word.substr(slash + 1));
}

/// The files of a control group's controller.
struct Controller {
    const char* name;         // in version 1, where each controller has its own tree
    const char* most;         // the file with the limit
    const char* used;         // the file with the current use
    const char* reclaimable;  // the line of memory.stat that the kernel can reclaim; or null
};

constexpr Controller pids{"pids", "pids.max", "pids.current", nullptr};
constexpr Controller memory{"memory", "memory.max", "memory.current", "inactive_file"};
constexpr Controller memory_1{"memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
                              "total_inactive_file"};

/// The number after `name` in a file of names and numbers; 0 if there is none.
std::int64_t number_of(const char* name, const std::filesystem::path& file) {
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);) {
        std::istringstream parts{line};
        std::string word;
        std::int64_t number = 0;
        if (parts >> word && word == name && parts >> number) return number;
    }
    return 0;
}

/// How much one group's limit still allows.
std::int64_t group_leaves(const std::filesystem::path& group, const Controller& controller) {
    const auto most = number_in(group / controller.most);
    if (most == unlimited) return unlimited;
    const auto used = number_in(group / controller.used, 0);
    const auto free = controller.reclaimable == nullptr
                          ? 0
                          : number_of(controller.reclaimable, group / "memory.stat");
    return std::max<std::int64_t>(0, most - used + free);
}

/// How much the strictest limit still allows, from this process's group up to the root. Version 2
/// of control groups has one tree for all controllers, version 1 has one for each.
std::int64_t control_group_leaves(const Controller& version_2, const Controller& version_1) {
    std::int64_t least = unlimited;
    std::ifstream groups{"/proc/self/cgroup"};
    for (std::string line; std::getline(groups, line);) {
        std::istringstream parts{line};
        std::string number;
        std::string controllers;
        std::string path;
        std::getline(parts, number, ':');
        std::getline(parts, controllers, ':');
        std::getline(parts, path);
        if (!controllers.empty() && controllers != version_1.name) continue;
        const bool is_version_2 = controllers.empty();
        const std::filesystem::path root{"/sys/fs/cgroup"};
        const auto top = is_version_2 ? root : root / version_1.name;
        for (auto group = top / std::filesystem::path{path}.relative_path();;
             group = group.parent_path()) {
            least = std::min(least, group_leaves(group, is_version_2 ? version_2 : version_1));
            if (group == top || group == group.root_path()) break;
        }
    }
    return least;
}

std::int64_t resource_limit(__rlimit_resource resource) {
    rlimit limit{};
    if (::getrlimit(resource, &limit) == -1 || limit.rlim_cur == RLIM_INFINITY) return unlimited;
    return static_cast<std::int64_t>(limit.rlim_cur);
}

std::int64_t entries_in(const std::filesystem::path& directory) {
    std::error_code ignored;
    const std::filesystem::directory_iterator entries{directory, ignored};
    return std::distance(begin(entries), end(entries));
}

/// The number of threads of this user on the whole system: RLIMIT_NPROC limits it.
std::int64_t tasks_of_this_user() {
    std::int64_t tasks = 0;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc", ignored}) {
        struct stat owner{};
        if (!std::isdigit(entry.path().filename().c_str()[0])) continue;
        if (::stat(entry.path().c_str(), &owner) == -1 || owner.st_uid != ::getuid()) continue;
        tasks += entries_in(entry.path() / "task");
    }
    return tasks;
}

std::int64_t lines_in(const char* file) {
    std::ifstream in{file};
    return std::count(std::istreambuf_iterator<char>{in}, {}, '\n');
}

/// In bytes; 0 if the kernel does not report it.
std::int64_t virtual_memory() {
    constexpr std::int64_t kibibyte = 1024;
    return number_of("VmSize:", "/proc/self/status") * kibibyte;
}

std::int64_t data_memory() {
    constexpr std::int64_t kibibyte = 1024;
    return number_of("VmData:", "/proc/self/status") * kibibyte;
}

Limit divided(Limit left, std::int64_t bytes) {
    if (left.count != unlimited) left.count /= bytes;
    return left;
}

std::int64_t without_margin(std::int64_t left) {
    left = std::max<std::int64_t>(0, left);
    return left - std::min(most_margin, left / 4);
}

}  // namespace

Limit stricter(Limit one, Limit other) {
    return one.count <= other.count ? std::move(one) : std::move(other);
}

Limit tasks_allowed() {
    const auto running = tasks_running();
    Limit least{number_in("/proc/sys/kernel/threads-max") - running, "kernel.threads-max"};
    least = stricter(least, {number_in("/proc/sys/kernel/pid_max") - running, "kernel.pid_max"});
    least = stricter(least, {control_group_leaves(pids, pids), "the control group's pids.max"});
    if (const auto most = resource_limit(RLIMIT_NPROC); ::geteuid() != 0 && most != unlimited)
        least = stricter(least, {most - tasks_of_this_user(), "ulimit -u"});
    least.count = without_margin(least.count);
    return least;
}

Limit memory_left_to_all() {
    constexpr std::int64_t kibibyte = 1024;
    const auto free = number_of("MemAvailable:", "/proc/meminfo");
    Limit least{free == 0 ? unlimited : free * kibibyte, "free memory"};
    least = stricter(least,
                     {control_group_leaves(memory, memory_1), "the control group's memory limit"});
    return least;
}

Limit memory_left() {
    Limit least = memory_left_to_all();
    if (const auto most = resource_limit(RLIMIT_AS); most != unlimited)
        least = stricter(least, {std::max<std::int64_t>(0, most - virtual_memory()), "ulimit -v"});
    if (const auto most = resource_limit(RLIMIT_DATA); most != unlimited)
        least = stricter(least, {std::max<std::int64_t>(0, most - data_memory()), "ulimit -d"});
    return least;
}

Limit memory_allows_all(std::int64_t bytes) {
    return divided(memory_left_to_all(), bytes);
}

Limit memory_allows(std::int64_t bytes) {
    return divided(memory_left(), bytes);
}

Limit thread_stacks_allowed() {
    constexpr std::int64_t mappings_each = 2;
    constexpr std::int64_t usual_stack = std::int64_t{8} * 1024 * 1024;
    const auto left = number_in("/proc/sys/vm/max_map_count") - lines_in("/proc/self/maps");
    Limit least{without_margin(left / mappings_each), "vm.max_map_count"};
    const auto stack = resource_limit(RLIMIT_STACK);
    const auto stack_each = stack == unlimited ? usual_stack : std::max<std::int64_t>(1, stack);
    if (const auto most = resource_limit(RLIMIT_AS); most != unlimited)
        least = stricter(
            least, {std::max<std::int64_t>(0, most - virtual_memory()) / stack_each, "ulimit -v"});
    return least;
}

Limit descriptors_allowed() {
    const auto most = resource_limit(RLIMIT_NOFILE);
    const auto open = entries_in("/proc/self/fd");
    return {most == unlimited ? unlimited : std::max<std::int64_t>(0, most - open), "ulimit -n"};
}

}  // namespace triptych
