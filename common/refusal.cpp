#include "common/refusal.hpp"

#include <cerrno>
#include <fmt/format.h>

#include "common/limits.hpp"

namespace triptych {

std::string limit_behind(int error) {
    switch (error) {
        case EAGAIN: return stricter(tasks_allowed(), thread_stacks_allowed()).reason;
        case EMFILE: return "ulimit -n";
        case ENFILE: return "fs.file-max";
        case ENOMEM: return memory_left().reason;
        default: return {};
    }
}

void throw_refused(int error, const char* call) {
    const std::string limit = limit_behind(error);
    throw std::system_error{error, std::generic_category(),
                            limit.empty() ? call : fmt::format("{} (limit: {})", call, limit)};
}

std::string explain(const std::system_error& error) {
    const bool is_bare = error.what() == error.code().message();
    const std::string limit = limit_behind(error.code().value());
    if (!is_bare || limit.empty()) return error.what();
    return fmt::format("{} (limit: {})", error.what(), limit);
}

}  // namespace triptych
