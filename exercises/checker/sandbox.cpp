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
#include "exercises/checker/captured_pipe.hpp"
#include "exercises/checker/process_tree.hpp"
#include "exercises/checker/temporary_folder.hpp"
#include "exercises/checker/waiting.hpp"

namespace triptych::checker {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* bubblewrap_path = "/usr/bin/bwrap";
constexpr uid_t first_user = 59'000;  // of a block that Debian gives to nobody
constexpr int pause_ms = 10;          // between two looks whether it has ended
constexpr int looks_for_memory = 5;   // reading all of /proc is not free
constexpr int looks_for_search = 10;  // for a tree that is stuck

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

void limit(__rlimit_resource resource, rlim_t value) {
    const rlimit both{value, value};
    ::setrlimit(resource, &both);
}

std::vector<char*> for_execve(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
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
    lines.emplace_back(
        bubblewrap_ ? "own processes, no network, read-only files, no tests: yes (bubblewrap)"
                    : "own processes, no network, read-only files: not available here "
                      "(bubblewrap is missing or not allowed)");
    lines.emplace_back(cgroup_.empty() ? "limit on processes: by RLIMIT_NPROC (no cgroup here)"
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
    if (!cgroup_.empty()) write_number(cgroup_ / "pids.max", limits.tasks);
    if (user_ != 0 && ::chown(folder.path().c_str(), user_, user_) != 0) fail("chown");
    return run_in(folder.path(), program, limits, stop_descriptor);
}

pid_t Sandbox::start(const Program& program, const fs::path& folder, const Limits& limits,
                     int output, int errors) const {
    std::vector<std::string> words = confined(program, folder);
    std::vector<std::string> settings{"PATH=/usr/bin:/bin", "HOME=" + folder.string(),
                                      "LC_ALL=C.UTF-8", "TMPDIR=/tmp"};
    for (const auto& [name, value] : program.environment)
        settings.push_back(std::string{name}.append("=").append(value));
    const std::vector<char*> arguments = for_execve(words);
    const std::vector<char*> environment = for_execve(settings);
    const Descriptor nothing{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    if (nothing.get() < 0) fail("open /dev/null");
    const pid_t child = ::fork();
    if (child < 0) fail("fork");
    if (child > 0) return child;
    ::dup2(nothing.get(), STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);  // NOLINT(concurrency-mt-unsafe): one thread
    ::signal(SIGPIPE, SIG_DFL);
    ::signal(SIGXFSZ, SIG_DFL);
    prepare_child(program, folder, limits);
    ::close_range(3, ~0U, 0);
    ::execve(arguments[0], arguments.data(), environment.data());
    ::_exit(127);
}

Ran Sandbox::run_in(const fs::path& folder, const Program& program, const Limits& limits,
                    int stop_descriptor) const {
    PipeEnds output = make_pipe();
    PipeEnds errors = make_pipe();
    const auto begun = Clock::now();
    const pid_t child = start(program, folder, limits, output.writer.get(), errors.writer.get());
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
        ran.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
        if (ran.seconds > limits.seconds) ran.killed = Killed::time;
        if (ran.output.size() + ran.errors.size() > limits.output) ran.killed = Killed::output;
        if (++looks % looks_for_memory == 0) {
            const std::vector<pid_t> tree = descendants();
            if (resident_bytes(tree) > limits.memory) ran.killed = Killed::memory;
            if (looks % looks_for_search == 0 && !program.trusted() && detector.look(tree)) {
                ran.killed = Killed::stuck;
                ran.waiting = detector.table();
            }
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
