/// The machine and the build: without them a time means little.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace triptych::harness {

struct Host {
    std::string cpu;       // its model, or maker, part and board; all names here are empty if the
                           // kernel does not report them
    int cores = 1;         // that this process may use
    int cores_online = 1;  // of the machine
    std::optional<double>
        cpu_quota;  // in cores, of its control group and those above; empty: no limit
    std::int64_t memory_bytes = 0;
    std::string kernel;
    std::string governor;        // the frequency governor of the first core
    bool is_virtual = false;     // the CPU reports a hypervisor
    std::optional<double> load;  // the load average of the last minute
    bool is_debug_build = false;
};

/// Reads /proc and /sys below `root`; tests use another root than /.
Host read_host(const std::filesystem::path& root = "/");

/// The environment variables TRIPTYCH_..., which replace a program or the canary: an object by
/// name, empty if there are none.
nlohmann::ordered_json about_environment();

/// The host as JSON; and the compiler, its flags, and the versions of libraries.
nlohmann::ordered_json about_host(const Host& host);
nlohmann::ordered_json about_build();

}  // namespace triptych::harness
