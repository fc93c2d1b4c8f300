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

/// Left for everybody else on the machine.
constexpr std::int64_t margin = 256;

/// The first number in a file; `otherwise` if there is none ("max", or no such file).
std::int64_t number_in(const std::filesystem::path& file, std::int64_t otherwise = unlimited) {
    std::ifstream in{file};
    std::int64_t number = 0;
    return in >> number ? number : otherwise;
}

/// All threads that run on this system: behind the slash in /proc/loadavg's fourth field.
std::int64_t tasks_running() {
    std::ifstream in{"/proc/loadavg"};
    std::string word;
    for (int field = 0; field < 4; ++field)
        in >> word;
    const auto slash = word.find('/');
    return slash == std::string::npos ? 0 : std::stoll(word.substr(slash + 1));
}

/// The least that a pids controller leaves, from this process's group up to the root.
std::int64_t control_group_leaves() {
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
        if (!controllers.empty() && controllers != "pids") continue;
        const std::filesystem::path top =
            controllers.empty() ? "/sys/fs/cgroup" : "/sys/fs/cgroup/pids";
        for (auto group = top / std::filesystem::path{path}.relative_path();;
             group = group.parent_path()) {
            const auto most = number_in(group / "pids.max");
            if (most != unlimited)
                least = std::min(least, most - number_in(group / "pids.current", 0));
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

/// The threads that this user runs, on the whole system: what RLIMIT_NPROC counts.
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

}  // namespace

Limit stricter(Limit one, Limit other) {
    return one.count <= other.count ? std::move(one) : std::move(other);
}

Limit tasks_allowed() {
    const auto running = tasks_running();
    Limit least{number_in("/proc/sys/kernel/threads-max") - running, "kernel.threads-max"};
    least = stricter(least, {number_in("/proc/sys/kernel/pid_max") - running, "kernel.pid_max"});
    least = stricter(least, {control_group_leaves(), "the control group's pids.max"});
    if (const auto most = resource_limit(RLIMIT_NPROC); ::geteuid() != 0 && most != unlimited)
        least = stricter(least, {most - tasks_of_this_user(), "ulimit -u"});
    least.count = std::max<std::int64_t>(0, least.count - margin);
    return least;
}

Limit memory_allows(std::int64_t bytes) {
    std::ifstream in{"/proc/meminfo"};
    for (std::string name; in >> name;)
        if (name == "MemAvailable:") {
            std::int64_t kibibytes = 0;
            in >> kibibytes;
            return {kibibytes * 1024 / bytes, "free memory"};
        }
    return {unlimited, "free memory"};
}

Limit thread_stacks_allowed() {
    constexpr std::int64_t mappings_each = 2;
    const auto left = number_in("/proc/sys/vm/max_map_count") - lines_in("/proc/self/maps");
    return {std::max<std::int64_t>(0, left / mappings_each - margin), "vm.max_map_count"};
}

Limit descriptors_allowed() {
    const auto most = resource_limit(RLIMIT_NOFILE);
    const auto open = entries_in("/proc/self/fd");
    return {most == unlimited ? unlimited : std::max<std::int64_t>(0, most - open), "ulimit -n"};
}

}  // namespace triptych
