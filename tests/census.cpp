#include "tests/census.hpp"

#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <thread>
#include <unistd.h>

#include "common/sanitizers.hpp"

namespace triptych {
namespace {

namespace fs = std::filesystem;

int entries_in(const char* directory) {
    int entries = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator{directory})
        ++entries;
    return entries;
}

/// The third word behind the command's name, which is in brackets and may contain anything.
pid_t parent_of(const fs::path& process) {
    std::ifstream in{process / "stat"};
    std::string line;
    std::getline(in, line);
    const auto bracket = line.rfind(')');
    return bracket == std::string::npos ? 0 : std::stoi(line.substr(bracket + 4));
}

int children() {
    int found = 0;
    for (const auto& entry : fs::directory_iterator{"/proc"})
        if (entry.path().filename().string().find_first_not_of("0123456789") == std::string::npos)
            found += parent_of(entry.path()) == ::getpid();
    return found;
}

int shared_mappings() {
    std::ifstream maps{"/proc/self/maps"};
    int found = 0;
    for (std::string line; std::getline(maps, line);)
        found += line.find("/dev/zero (deleted)") != std::string::npos;
    return found;
}

}  // namespace

Census take_census() {
    // With the first thread ThreadSanitizer starts one of its own, that stays.
    if constexpr (thread_sanitizer) [[maybe_unused]]
        static const bool started = [] { return std::thread{[] {}}.join(), true; }();
    return {children(), entries_in("/proc/self/fd"), entries_in("/proc/self/task"),
            shared_mappings()};
}

std::string changes_since(const Census& before) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{5};
    Census now = take_census();
    while (now != before && std::chrono::steady_clock::now() < patience) {
        std::this_thread::yield();
        now = take_census();
    }
    if (now == before) return {};
    return fmt::format(
        "children {} -> {}, descriptors {} -> {}, threads {} -> {}, mappings {} -> {}",
        before.children, now.children, before.descriptors, now.descriptors, before.threads,
        now.threads, before.shared_mappings, now.shared_mappings);
}

}  // namespace triptych
