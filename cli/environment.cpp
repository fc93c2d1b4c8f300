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

std::string find_program(const char* target, const char* variable) {
    const char* other = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
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
    const char* moved = std::getenv("TRIPTYCH_SOURCE_DIR");  // NOLINT(concurrency-mt-unsafe)
    return moved == nullptr ? TRIPTYCH_SOURCE_DIR : moved;
}

std::function<std::optional<double>()> find_canary() {
    const char* speedup = std::getenv("TRIPTYCH_CANARY");  // NOLINT(concurrency-mt-unsafe)
    if (speedup == nullptr) return harness::two_threads_speedup;
    return [value = std::strtod(speedup, nullptr)] { return value; };
}

std::vector<std::string> command_words() {
    std::ifstream file{"/proc/self/cmdline"};
    std::vector<std::string> words;
    for (std::string word; std::getline(file, word, '\0');)
        words.push_back(word);
    return words;
}

}  // namespace triptych::cli
