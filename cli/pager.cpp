#include "cli/pager.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <spawn.h>
#include <sstream>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "cli/environment.hpp"
#include "cli/terminal.hpp"
#include "common/descriptor.hpp"
#include "common/harness/escape.hpp"

namespace triptych::cli {
namespace {

/// Ignores a signal, until the end of the scope.
class Ignored {
public:
    explicit Ignored(int signal) : signal_{signal} {
        struct sigaction ignore{};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(signal_, &ignore, &before_);
    }
    Ignored(const Ignored&) = delete;
    Ignored& operator=(const Ignored&) = delete;
    ~Ignored() { ::sigaction(signal_, &before_, nullptr); }

private:
    int signal_;
    struct sigaction before_{};
};

bool is_installed(const char* program) {
    const char* const path = environment_variable("PATH");
    std::istringstream folders{path == nullptr ? "" : path};
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((std::filesystem::path{folder} / program).c_str(), X_OK) == 0) return true;
    return false;
}

/// The shell command of the pager; nullopt if there is none.
std::optional<std::string> pager_command() {
    if (const char* const pager = environment_variable("PAGER"); pager != nullptr) {
        if (*pager == '\0') return std::nullopt;
        return pager;
    }
    if (is_installed("less")) return "less -FRX";
    return std::nullopt;
}

/// Whether it has more lines than the terminal, and the user can leave a pager.
bool would_scroll(std::string_view text) {
    winsize size{};
    return takes_control_sequences(stdout) && is_terminal(stdin) &&
           ::tcgetpgrp(STDOUT_FILENO) == ::getpgrp() &&  // in the foreground
           ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
           std::ranges::count(text, '\n') >= size.ws_row;
}

/// Starts `sh -c command`, which reads from `input`. Nullopt if it cannot be started.
std::optional<pid_t> start(std::string command, const Descriptor& input) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    if (::posix_spawn_file_actions_init(&actions) != 0) return std::nullopt;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&actions, input.get(), STDIN_FILENO);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::string shell = "sh";
    std::string option = "-c";
    std::string flags = "LESS=FRX";  // less shows colours, and ends at once if all fits
    const std::array<char*, 4> words{shell.data(), option.data(), command.data(), nullptr};
    std::vector<char*> environment;
    for (char** entry = environ; *entry != nullptr; ++entry)
        environment.push_back(*entry);
    if (environment_variable("LESS") == nullptr) environment.push_back(flags.data());
    environment.push_back(nullptr);
    pid_t pid = 0;
    const int error =
        ::posix_spawn(&pid, "/bin/sh", &actions, &attributes, words.data(), environment.data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return std::nullopt;
    return pid;
}

/// Writes until the reader has ended.
void write_all(const Descriptor& pipe, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(pipe.get(), text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;  // the user has left the pager
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// Returns whether the pager could be run.
bool page(const std::string& command, std::string_view text) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    Descriptor reader{ends[0]};
    Descriptor writer{ends[1]};
    const Ignored no_interrupt{SIGINT};
    const Ignored no_quit{SIGQUIT};
    const Ignored no_broken_pipe{SIGPIPE};
    const std::optional<pid_t> pager = start(command, reader);
    reader.close();
    if (!pager) return false;
    write_all(writer, text);
    writer.close();
    int status = 0;
    while (::waitpid(*pager, &status, 0) == -1 && errno == EINTR) {
    }
    // What the shell returns if there is no such program, or it cannot be executed.
    return !WIFEXITED(status) || (WEXITSTATUS(status) != 126 && WEXITSTATUS(status) != 127);
}

}  // namespace

void show_on_stdout(std::string_view raw, const std::string& what) {
    const std::string text = harness::for_terminal_page(raw);
    if (would_scroll(text))
        if (const auto command = pager_command(); command && page(*command, text)) return;
    print_to(stdout, text, what);
}

}  // namespace triptych::cli
