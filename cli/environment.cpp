#include "cli/environment.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

#include "cli/usage.hpp"
#include "common/harness/canary.hpp"

namespace triptych::cli {

namespace {

std::string find_program(const char* target, const char* chosen_by) {
    const char* other = environment_variable(chosen_by);
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe");
    const std::string path = other != nullptr ? other : self.parent_path() / target;
    if (::access(path.c_str(), X_OK) == -1)
        throw UsageError{fmt::format("cannot run {}: {}; build the target {} first", path,
                                     std::generic_category().message(errno), target)};
    return path;
}

}  // namespace

std::string find_bench() {
    return find_program("triptych_bench", "TRIPTYCH_BENCH");
}

std::string find_primitives() {
    return find_program("triptych_primitives", "TRIPTYCH_PRIMITIVES");
}

std::string source_folder() {
    const char* moved = environment_variable("TRIPTYCH_SOURCE_DIR");
    return moved == nullptr ? TRIPTYCH_SOURCE_DIR : moved;
}

std::function<std::optional<double>()> find_canary() {
    const char* speedup = environment_variable("TRIPTYCH_CANARY");
    if (speedup == nullptr) return harness::two_threads_speedup;
    return [value = std::strtod(speedup, nullptr)] { return value; };
}

std::function<std::optional<harness::CpuTime>()> find_cpu_time() {
    if (environment_variable("TRIPTYCH_CANARY") == nullptr)
        return [] { return harness::read_cpu_time(); };
    return [] { return std::optional<harness::CpuTime>{}; };
}

const char* environment_variable(const char* name) {
    return std::getenv(name);  // NOLINT(concurrency-mt-unsafe): no thread calls setenv
}

std::vector<std::string> command_words() {
    std::ifstream file{"/proc/self/cmdline"};
    std::vector<std::string> words;
    for (std::string word; std::getline(file, word, '\0');)
        words.push_back(word);
    return words;
}

}  // namespace triptych::cli
