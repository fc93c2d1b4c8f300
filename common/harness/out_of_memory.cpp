#include "common/harness/out_of_memory.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <string_view>
#include <sys/wait.h>

#include "common/refusal.hpp"

namespace triptych::harness {
namespace {

/// Whether `errors` has a message of the loader, the C++ runtime or the C library about a failed
/// allocation.
bool says_no_memory(std::string_view errors) {
    static constexpr std::array<std::string_view, 3> signs{
        "std::bad_alloc", "failed to map segment", "Cannot allocate memory"};
    return std::ranges::any_of(
        signs, [&](std::string_view sign) { return errors.find(sign) != std::string_view::npos; });
}

}  // namespace

std::int64_t out_of_memory_kills(const std::string& file) {
    std::ifstream in{file};
    std::string name;
    for (std::int64_t count = 0; in >> name >> count;)
        if (name == "oom_kill") return count;
    return 0;
}

std::string why_not_allowed(const Ending& ending, std::int64_t kills) {
    if (WIFSIGNALED(ending.status) && WTERMSIG(ending.status) == SIGXCPU)
        return "needs more CPU time than it is allowed (limit: ulimit -t)";
    const bool ran_out = ending.status != 0 && says_no_memory(ending.errors);
    if (kills <= 0 && !ran_out) return "";
    return fmt::format("needs more memory than it is allowed (limit: {})", limit_behind(ENOMEM));
}

}  // namespace triptych::harness
