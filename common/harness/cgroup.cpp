#include "common/harness/cgroup.hpp"

#include <fstream>
#include <string>

namespace triptych::harness {

/// A line of /proc/self/cgroup is "0::/path" (version 2) or "4:memory:/path" (version 1): see
/// cgroups(7).
ControlGroupMemory::ControlGroupMemory(const std::filesystem::path& root) {
    std::ifstream groups{root / "proc/self/cgroup"};
    for (std::string line; std::getline(groups, line);) {
        const auto first = line.find(':');
        const auto second = line.find(':', first + 1);
        if (second == std::string::npos) continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const auto group = std::filesystem::path{line.substr(second + 1)}.relative_path();
        const auto top = root / "sys/fs/cgroup";
        if (controllers.empty())
            file_ = top / group / "memory.current";
        else if (controllers == "memory")
            file_ = top / "memory" / group / "memory.usage_in_bytes";
        if (!file_.empty() && std::filesystem::exists(file_)) return;
    }
    file_.clear();
}

std::optional<double> ControlGroupMemory::read() const {
    if (file_.empty()) return std::nullopt;
    std::ifstream file{file_};
    double bytes = 0;
    if (file >> bytes) return bytes;
    return std::nullopt;
}

}  // namespace triptych::harness
