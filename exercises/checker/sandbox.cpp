#include "exercises/checker/sandbox.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <grp.h>
#include <poll.h>
#include <sstream>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#include "common/descriptor.hpp"
#include "exercises/checker/process_tree.hpp"
#include "exercises/checker/temporary_folder.hpp"
#include "exercises/checker/waiting.hpp"

namespace triptych::checker {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* bubblewrap_path = "/usr/bin/bwrap";
constexpr uid_t first_user = 59'000;       // of a block that Debian gives to nobody
constexpr int pause_ms = 10;               // between two looks at the tree's memory
constexpr int looks_for_each_search = 10;  // for a tree that is stuck

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

struct PipeEnds {
    Descriptor reader;
    Descriptor writer;
};

PipeEnds make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2");
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

void limit(__rlimit_resource resource, rlim_t value) {
    const rlimit both{value, value};
    ::setrlimit(resource, &both);
}

/// Reads what is there. Closes the descriptor at its end.
void read_some(Descriptor& from, std::string& to) {
    std::array<char, 65536> buffer{};
    const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
    if (count > 0)
        to.append(buffer.data(), static_cast<std::size_t>(count));
    else if (count == 0 || errno != EAGAIN)
        from.close();
}

/// Where the kernel keeps the group of processes that this one is in; empty: nowhere.
fs::path own_group() {
    std::ifstream in{"/proc/self/cgroup"};
    fs::path version_2;
    for (std::string line; std::getline(in, line);) {
        const auto colon = line.rfind(':');
        const std::string path = line.substr(colon + 1);
        if (line.find(":pids:") != std::string::npos) return "/sys/fs/cgroup/pids" + path;
        if (line.starts_with("0::")) version_2 = "/sys/fs/cgroup" + path;
    }
    return version_2;
}

bool write_number(const fs::path& path, long number) {
    std::ofstream out{path};
    out << number << std::flush;
    return out.good();
}

}  // namespace

Sandbox::Sandbox() {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (::geteuid() == 0) user_ = first_user + static_cast<uid_t>(::getpid() % 1000);
    find_cgroup();
    if (::access(bubblewrap_path, X_OK) != 0) return;
    bubblewrap_ = true;  // to be tried
    const Ran tried = run({.words = {"/usr/bin/true"}}, {});
    bubblewrap_ = tried.succeeded();
}

Sandbox::~Sandbox() {
    std::error_code ignored;
    if (!cgroup_.empty()) fs::remove(cgroup_, ignored);
}

void Sandbox::find_cgroup() {
    const fs::path own = own_group();
    if (own.empty()) return;
    const fs::path group = own / ("triptych-" + std::to_string(::getpid()));
    std::error_code error;
    if (!fs::create_directory(group, error)) return;
    if (write_number(group / "pids.max", 64))
        cgroup_ = group;
    else
        fs::remove(group, error);
}

std::vector<std::string> Sandbox::describe() const {
    std::vector<std::string> lines{
        "limits on time, memory, output, size of files: yes",
        "no process survives, whatever its session: yes (reaper of orphans)"};
    lines.push_back(bubblewrap_
                        ? "own processes, no network, read-only files, no tests: yes (bubblewrap)"
                        : "own processes, no network, read-only files: not available here "
                          "(bubblewrap is missing or not allowed)");
    lines.push_back(cgroup_.empty() ? "limit on processes: by RLIMIT_NPROC (no cgroup here)"
                                    : "limit on processes: yes (cgroup pids.max)");
    return lines;
}

std::vector<std::string> Sandbox::confined(const Program& program, const fs::path& folder) const {
    std::vector<std::string> own = program.words;
    if (!own[0].starts_with('/')) own[0] = folder / own[0];
    if (!bubblewrap_) return own;
    std::vector<std::string> words{bubblewrap_path, "--unshare-all", "--die-with-parent",
                                   "--new-session", "--ro-bind",     "/usr",
                                   "/usr"};
    for (const char* const name : {"bin", "sbin", "lib", "lib32", "lib64", "libx32"}) {
        const std::string path = std::string{"/"} + name;
        if (fs::is_symlink(path))
            words.insert(words.end(), {"--symlink", fs::read_symlink(path), path});
        else if (fs::exists(path))
            words.insert(words.end(), {"--ro-bind", path, path});
    }
    words.insert(words.end(), {"--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
                               "--ro-bind-try", "/etc/alternatives", "/etc/alternatives", "--proc",
                               "/proc", "--dev", "/dev", "--tmpfs", "/tmp"});
    for (const std::string& shown : program.readable)
        words.insert(words.end(), {"--ro-bind", shown, shown});
    words.insert(words.end(), {"--bind", folder, folder, "--chdir", folder, "--"});
    words.insert(words.end(), own.begin(), own.end());
    return words;
}

/// Runs in the child. What fails here is stricter elsewhere, or the program is started without it.
void Sandbox::prepare_child(const Program& program, const fs::path& folder,
                            const Limits& limits) const {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::setsid();
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, static_cast<rlim_t>(limits.file));
    limit(RLIMIT_CPU, static_cast<rlim_t>(limits.seconds * 4) + 1);
    // ThreadSanitizer and explore want their addresses where they expect them.
    ::personality(ADDR_NO_RANDOMIZE);
    if (!program.trusted() && !cgroup_.empty()) write_number(cgroup_ / "cgroup.procs", 0);
    if (!program.trusted() && user_ != 0) {
        ::setgroups(0, nullptr);
        if (::setgid(user_) != 0 || ::setuid(user_) != 0) ::_exit(126);
        limit(RLIMIT_NPROC, static_cast<rlim_t>(limits.tasks));
    }
    if (::chdir(folder.c_str()) != 0) ::_exit(126);
}

Ran Sandbox::run(const Program& program, const Limits& limits, int stop_descriptor) const {
    if (program.trusted()) return run_in(program.trusted_folder, program, limits, stop_descriptor);
    const TemporaryFolder folder;
    for (const fs::path& file : program.files)
        fs::copy_file(file, folder.path() / file.filename());
    if (user_ != 0 && ::chown(folder.path().c_str(), user_, user_) != 0) fail("chown");
    return run_in(folder.path(), program, limits, stop_descriptor);
}

Ran Sandbox::run_in(const fs::path& folder, const Program& program, const Limits& limits,
                    int stop_descriptor) const {
    PipeEnds output = make_pipe();
    PipeEnds errors = make_pipe();
    std::vector<std::string> words = confined(program, folder);
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::vector<std::string> settings{"PATH=/usr/bin:/bin", "HOME=" + folder.string(),
                                      "LC_ALL=C.UTF-8", "TMPDIR=/tmp"};
    for (const auto& [name, value] : program.environment)
        settings.push_back(name + '=' + value);
    std::vector<char*> environment;
    for (std::string& setting : settings)
        environment.push_back(setting.data());
    environment.push_back(nullptr);

    const auto start = Clock::now();
    const pid_t child = ::fork();
    if (child < 0) fail("fork");
    if (child == 0) {
        const int nothing = ::open("/dev/null", O_RDONLY);
        ::dup2(nothing, STDIN_FILENO);
        ::dup2(output.writer.get(), STDOUT_FILENO);
        ::dup2(errors.writer.get(), STDERR_FILENO);
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::signal(SIGPIPE, SIG_DFL);
        ::signal(SIGXFSZ, SIG_DFL);
        prepare_child(program, folder, limits);
        ::close_range(3, ~0U, 0);
        ::execve(arguments[0], arguments.data(), environment.data());
        ::_exit(127);
    }
    output.writer.close();
    errors.writer.close();

    Ran ran;
    StuckDetector detector;
    int looks = 0;
    bool ended = false;
    while (!ended && ran.killed == Killed::no) {
        std::array<pollfd, 3> ready{{{output.reader.get(), POLLIN, 0},
                                     {errors.reader.get(), POLLIN, 0},
                                     {stop_descriptor, POLLIN, 0}}};
        ::poll(ready.data(), ready.size(), pause_ms);
        if (ready[0].revents != 0) read_some(output.reader, ran.output);
        if (ready[1].revents != 0) read_some(errors.reader, ran.errors);
        if (ready[2].revents != 0) ran.killed = Killed::stopped;
        ran.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        if (ran.seconds > limits.seconds) ran.killed = Killed::time;
        if (ran.output.size() + ran.errors.size() > limits.output) ran.killed = Killed::output;
        const std::vector<pid_t> tree = descendants();
        if (resident_bytes(tree) > limits.memory) ran.killed = Killed::memory;
        if (++looks % looks_for_each_search == 0 && !program.trusted() && detector.look(tree)) {
            ran.killed = Killed::stuck;
            ran.waiting = detector.table();
        }
        ended = ::waitpid(child, &ran.status, WNOHANG) == child;
    }
    ran.left_behind = kill_descendants();
    while (output.reader.is_open() && ran.output.size() <= limits.output)
        read_some(output.reader, ran.output);
    while (errors.reader.is_open() && ran.errors.size() <= limits.output)
        read_some(errors.reader, ran.errors);
    return ran;
}

}  // namespace triptych::checker
