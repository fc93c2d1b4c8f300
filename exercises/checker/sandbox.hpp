/// Runs a program that may be hostile: limits, a process tree of its own, and nothing left.
///
/// Concepts: orphan, reaping, zombie
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace triptych::checker {

/// What a program may use up.
struct Limits {
    double seconds = 10;  // by the clock; the processor's time is limited as well
    std::int64_t memory = std::int64_t{1} << 30;  // bytes resident, of the whole tree
    std::size_t output = std::size_t{1} << 20;    // bytes of stdout and stderr together
    std::int64_t file = std::int64_t{64} << 20;   // bytes of any one file
    int tasks = 64;                               // processes and threads
};

/// Why a program was killed.
enum class Killed { no, time, memory, output, stuck, stopped };

struct Ran {
    int status = 0;  // from waitpid
    Killed killed = Killed::no;
    double seconds = 0;
    int left_behind = 0;  // processes that were still there when it ended
    std::string output;
    std::string errors;
    std::string waiting;  // if it was stuck: which process waits in which system call

    bool succeeded() const { return status == 0 && killed == Killed::no; }
};

/// What a program is shown of the machine.
struct Program {
    std::vector<std::string> words;  // words[0]: a path, or the name of one of the files
    std::vector<std::filesystem::path> files = {};  // it finds these in its folder
    std::vector<std::pair<std::string, std::string>> environment = {};

    // For a compiler, which runs as this user: its folder, and what else it may read. Any other
    // program has a new folder, which is gone afterwards.
    std::filesystem::path trusted_folder = {};
    std::vector<std::string> readable = {};

    bool trusted() const { return !trusted_folder.empty(); }
};

/// Runs programs one after another. It makes this process the reaper of orphans.
class Sandbox {
public:
    /// Finds out, once, what works here: bubblewrap, a cgroup for processes, another user.
    Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;
    ~Sandbox();

    /// Runs the program to its end or to a limit. On return none of its processes is left, whatever
    /// session they are in. `stop_descriptor`: it is killed once that is readable; -1: never.
    /// Requires: this process has no other children. Throws std::system_error.
    Ran run(const Program& program, const Limits& limits, int stop_descriptor = -1) const;

    /// What confines a program here, and what does not, in a line each.
    std::vector<std::string> describe() const;

    bool has_bubblewrap() const { return bubblewrap_; }

private:
    std::vector<std::string> confined(const Program& program,
                                      const std::filesystem::path& folder) const;
    void prepare_child(const Program& program, const std::filesystem::path& folder,
                       const Limits& limits) const;
    pid_t start(const Program& program, const std::filesystem::path& folder, const Limits& limits,
                int output, int errors) const;
    Ran run_in(const std::filesystem::path& folder, const Program& program, const Limits& limits,
               int stop_descriptor) const;
    void find_cgroup();

    bool bubblewrap_ = false;
    uid_t user_ = 0;                // whom a program becomes if this process is root's; or 0
    std::filesystem::path cgroup_;  // empty if there is none
};

}  // namespace triptych::checker
