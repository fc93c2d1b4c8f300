/// The machine and the build: what one must know to make sense of a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace triptych::harness {

struct Host {
    std::string cpu;       // its model, or maker, part and board; empty if the kernel does not say,
                           // as all names here
    int cores = 1;         // that this process may use
    int cores_online = 1;  // that there are
    std::optional<double> cpu_quota;  // in cores, of its control group and those above; none: all
    std::int64_t memory_bytes = 0;
    std::string kernel;
    std::string governor;        // of the first core's frequency
    bool is_virtual = false;     // the CPU says that a hypervisor runs it
    std::optional<double> load;  // the average over the last minute
    bool is_debug_build = false;
};

/// Reads /proc and /sys below `root`: another one than / is for tests.
Host read_host(const std::filesystem::path& root = "/");

/// What the variables TRIPTYCH_... of the environment say, which put another program or another
/// canary in the place of ours: by name. An object, empty if there are none.
nlohmann::ordered_json about_environment();

/// What there is to say about the host, the compiler, its flags, and the libraries' versions.
nlohmann::ordered_json about_host(const Host& host);
nlohmann::ordered_json about_build();

}  // namespace triptych::harness
