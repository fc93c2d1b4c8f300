#include "common/harness/host.hpp"

#include <algorithm>
#include <boost/version.hpp>
#include <fmt/format.h>
#include <fstream>
#include <gnu/libc-version.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>
#include <sys/utsname.h>
#include <unistd.h>

#include "common/cores.hpp"

namespace triptych::harness {
namespace {

namespace fs = std::filesystem;
using OrderedJson = nlohmann::ordered_json;

std::string first_line(const fs::path& file) {
    std::ifstream in{file};
    std::string line;
    std::getline(in, line);
    return line;
}

/// The value of `name` in a file of "name : value" lines; empty if there is none.
std::string value_of(const fs::path& file, std::string_view name) {
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with(name)) continue;
        const auto colon = line.find(':');
        if (colon == std::string::npos) continue;
        const auto value = line.find_first_not_of(" \t", colon + 1);
        return value == std::string::npos ? "" : line.substr(value);
    }
    return {};
}

int lines_that_begin(const fs::path& file, std::string_view with) {
    std::ifstream in{file};
    int count = 0;
    for (std::string line; std::getline(in, line);)
        count += line.starts_with(with) ? 1 : 0;
    return count;
}

/// The quota in cores; nullopt if there is no limit. cgroup v2: "150000 100000" or "max 100000";
/// v1: two files.
std::optional<double> quota_of(const fs::path& group) {
    double quota = 0;
    double period = 0;
    if (std::istringstream both{first_line(group / "cpu.max")}; both >> quota >> period)
        return quota / period;
    std::istringstream one{first_line(group / "cpu.cfs_quota_us")};
    std::istringstream other{first_line(group / "cpu.cfs_period_us")};
    if (one >> quota && other >> period && quota > 0) return quota / period;
    return std::nullopt;
}

/// The strictest quota, from the control group of this process up to the root.
std::optional<double> strictest_quota(const fs::path& root) {
    std::optional<double> strictest;
    std::ifstream groups{root / "proc/self/cgroup"};
    for (std::string line; std::getline(groups, line);) {
        const auto first = line.find(':');
        const auto second = line.find(':', first + 1);
        if (second == std::string::npos) continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const bool is_v2 = controllers.empty();
        if (!is_v2 && (',' + controllers + ',').find(",cpu,") == std::string::npos) continue;
        const fs::path top = root / (is_v2 ? "sys/fs/cgroup" : "sys/fs/cgroup/" + controllers);
        for (fs::path group = top / fs::path{line.substr(second + 1)}.relative_path();;
             group = group.parent_path()) {
            if (const auto quota = quota_of(group))
                strictest = std::min(strictest.value_or(*quota), *quota);
            if (group == top || !group.has_relative_path()) break;
        }
    }
    return strictest;
}

/// The text of a file that ends with a null byte, like those of the device tree.
std::string text_of(const fs::path& file) {
    const std::string line = first_line(file);
    return line.substr(0, line.find('\0'));
}

/// The "model name" on x86; on Arm the maker and part of a core; on boards the name in the device
/// tree.
std::string cpu_name(const fs::path& root) {
    const fs::path cpus = root / "proc/cpuinfo";
    if (const std::string name = value_of(cpus, "model name"); !name.empty()) return name;
    const std::string maker = value_of(cpus, "CPU implementer");
    const std::string part = value_of(cpus, "CPU part");
    std::string board = text_of(root / "sys/firmware/devicetree/base/model");
    if (board.empty()) board = text_of(root / "proc/device-tree/model");
    if (maker.empty()) return board;
    const std::string core = fmt::format("CPU implementer {}, part {}", maker, part);
    return board.empty() ? core : fmt::format("{} ({})", board, core);
}

std::string kernel_name() {
    utsname names{};
    return ::uname(&names) == 0 ? fmt::format("{} {}", names.sysname, names.release) : "";
}

std::string compiler_name() {
#ifdef __clang__
    return "clang " __clang_version__;
#else
    return "g++ " __VERSION__;
#endif
}

}  // namespace

Host read_host(const fs::path& root) {
    Host host;
    const fs::path cpus = root / "proc/cpuinfo";
    host.cpu = cpu_name(root);
    host.cores = cores_allowed();
    host.cores_online = std::max(1, lines_that_begin(cpus, "processor"));
    host.cpu_quota = strictest_quota(root);
    double kibibytes = 0;
    std::istringstream{value_of(root / "proc/meminfo", "MemTotal")} >> kibibytes;
    host.memory_bytes = static_cast<std::int64_t>(kibibytes * 1024);
    host.kernel = kernel_name();
    host.governor = first_line(root / "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    host.is_virtual = value_of(cpus, "flags").find(" hypervisor") != std::string::npos;
    double load = 0;
    if (std::istringstream text{first_line(root / "proc/loadavg")}; text >> load) host.load = load;
#ifndef NDEBUG
    host.is_debug_build = true;
#endif
    return host;
}

OrderedJson about_host(const Host& host) {
    OrderedJson about = {{"cpu", host.cpu},
                         {"cores", host.cores},
                         {"cores_online", host.cores_online},
                         {"memory_bytes", host.memory_bytes},
                         {"kernel", host.kernel},
                         {"governor", host.governor},
                         {"virtual", host.is_virtual}};
    about["cpu_quota"] = host.cpu_quota ? OrderedJson(*host.cpu_quota) : OrderedJson();
    about["load"] = host.load ? OrderedJson(*host.load) : OrderedJson();
    return about;
}

OrderedJson about_environment() {
    OrderedJson about = OrderedJson::object();
    for (char** one = ::environ; *one != nullptr; ++one) {
        const std::string_view variable{*one};
        const auto equals = variable.find('=');
        if (variable.starts_with("TRIPTYCH_") && equals != std::string_view::npos)
            about[std::string{variable.substr(0, equals)}] =
                std::string{variable.substr(equals + 1)};
    }
    return about;
}

OrderedJson about_build() {
    return {{"compiler", compiler_name()},
            {"flags", TRIPTYCH_FLAGS},
            {"versions",
             {{"triptych", TRIPTYCH_VERSION},
              {"benchmark", TRIPTYCH_BENCHMARK_VERSION},
              {"fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
                                  FMT_VERSION % 100)},
              {"boost", BOOST_LIB_VERSION},
              {"glibc", ::gnu_get_libc_version()}}}};
}

}  // namespace triptych::harness
