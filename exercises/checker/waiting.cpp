#include "exercises/checker/waiting.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <optional>
#include <sstream>
#include <sys/syscall.h>

namespace triptych::checker {
namespace {

namespace fs = std::filesystem;

/// A system call that may wait for ever. `limit`: which argument is a time limit, if one can be.
struct Waiting {
    long number = 0;
    const char* name = "";
    int limit = -1;
};
constexpr std::array waits{
    Waiting{SYS_read, "read (a pipe or a socket that is empty)"},
    Waiting{SYS_write, "write (a pipe or a socket that is full)"},
    Waiting{SYS_wait4, "wait (for a child to end)"},
    Waiting{SYS_waitid, "wait (for a child to end)"},
    Waiting{SYS_futex, "futex (a lock, a condition, or the end of a thread)", 3},
    Waiting{SYS_ppoll, "poll", 2},
    Waiting{SYS_epoll_pwait, "epoll_wait", 3},
#ifdef SYS_pause
    Waiting{SYS_pause, "pause"},
#endif
#ifdef SYS_poll
    Waiting{SYS_poll, "poll", 2},
#endif
#ifdef SYS_epoll_wait
    Waiting{SYS_epoll_wait, "epoll_wait", 3},
#endif
    Waiting{SYS_rt_sigsuspend, "sigsuspend"},
};

std::string first_line(const fs::path& path) {
    std::ifstream in{path};
    std::string line;
    std::getline(in, line);
    return line;
}

/// The name of the call that a thread waits in, for ever; nothing if it does not.
std::optional<std::string> waits_in(const fs::path& task) {
    std::istringstream words{first_line(task / "syscall")};
    long number = -1;
    if (!(words >> number)) return std::nullopt;  // "running", or not ours to see
    std::array<std::string, 6> arguments;
    for (std::string& argument : arguments)
        words >> argument;
    for (const Waiting& wait : waits) {
        if (number != wait.number) continue;
        if (wait.limit >= 0) {
            const std::string& limit = arguments.at(static_cast<std::size_t>(wait.limit));
            const bool none =
                limit == "0x0" || limit == "0xffffffff" || limit == "0xffffffffffffffff";
            // 0 milliseconds would be no wait at all: then it runs on.
            if (!none) return std::nullopt;
        }
        return wait.name;
    }
    return std::nullopt;
}

std::string switches_of(const fs::path& task) {
    std::ifstream in{task / "status"};
    std::string text;
    for (std::string line; std::getline(in, line);)
        if (line.find("ctxt_switches") != std::string::npos) text += line;
    return text;
}

std::string parent_of(const fs::path& process) {
    std::ifstream in{process / "status"};
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("PPid:")) return line.substr(line.find_last_of(" \t") + 1);
    return "?";
}

}  // namespace

bool StuckDetector::look(const std::vector<pid_t>& processes) {
    std::string seen;
    std::string table;
    std::error_code error;
    for (const pid_t pid : processes) {
        const fs::path process = fs::path{"/proc"} / std::to_string(pid);
        if (first_line(process / "comm") == "bwrap") continue;
        for (const auto& task : fs::directory_iterator{process / "task", error}) {
            const auto call = waits_in(task.path());
            if (!call) {
                before_.clear();
                return false;
            }
            const std::string id = task.path().filename();
            seen += id + switches_of(task.path());
            table += fmt::format("  {} {} (child of {}) waits in {}\n",
                                 id == std::to_string(pid) ? "process" : "thread", id,
                                 parent_of(process), *call);
        }
    }
    const auto now = std::chrono::steady_clock::now();
    if (seen.empty() || seen != before_) {
        before_ = seen;
        since_ = now;
        return false;
    }
    if (now - since_ < patience) return false;
    table_ = table;
    return true;
}

}  // namespace triptych::checker
