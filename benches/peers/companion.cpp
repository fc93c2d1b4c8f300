#include "benches/peers/companion.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace triptych::peers {
namespace {

int succeed(int result, const char* call) {
    if (result == -1) throw std::system_error{errno, std::generic_category(), call};
    return result;
}

std::string text_of(const Descriptor& file) {
    std::string text;
    std::array<char, 4096> part{};
    while (true) {
        const ssize_t got =
            ::pread(file.get(), part.data(), part.size(), static_cast<off_t>(text.size()));
        if (got <= 0) return text;
        text.append(part.data(), static_cast<std::size_t>(got));
    }
}

std::string last_line(const std::string& text) {
    std::istringstream lines{text};
    std::string last;
    for (std::string line; std::getline(lines, line);)
        if (!line.empty()) last = line;
    return last;
}

std::string ending(int status) {
    if (WIFSIGNALED(status)) {
        const char* const name = ::sigabbrev_np(WTERMSIG(status));  // null for a real-time signal
        return name == nullptr ? fmt::format("was killed by signal {}", WTERMSIG(status))
                               : fmt::format("was killed by SIG{}", name);
    }
    return fmt::format("exited with status {}", WEXITSTATUS(status));
}

}  // namespace

Companion::Companion(CompanionSettings settings)
    : settings_{std::move(settings)},
      errors_{succeed(::memfd_create("stderr", MFD_CLOEXEC), "memfd_create")} {
    if (!settings_.explain) settings_.explain = last_line;
    start();
    try {
        ended_ =
            Descriptor{succeed(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)), "pidfd_open")};
    } catch (...) {
        end();
        throw;
    }
}

Companion::~Companion() {
    if (pid_ == 0) return;
    if (settings_.ends_by_itself && ended_.is_open()) {
        ::shutdown(channel_.get(), SHUT_WR);  // the end of its input
        if (!wait(settings_.patience)) ::kill(pid_, SIGTERM);
        wait(settings_.patience);
    }
    end();
}

void Companion::start() {
    std::array<int, 2> ends{};
    succeed(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), "socketpair");
    channel_ = Descriptor{ends[0]};
    const Descriptor theirs{ends[1]};
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, errors_.get(), STDERR_FILENO);
    std::vector<std::string> words = settings_.words;  // execve needs writable strings
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int error =
        ::posix_spawn(&pid_, words.at(0).c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error == 0) return;
    pid_ = 0;
    throw std::system_error{error, std::generic_category(), settings_.name};
}

/// Returns whether the program has ended, after at most that time.
bool Companion::wait(std::chrono::milliseconds time) const noexcept {
    pollfd ended{ended_.get(), POLLIN, 0};
    while (::poll(&ended, 1, static_cast<int>(time.count())) == -1 && errno == EINTR) {
    }
    return ended.revents != 0;
}

/// Kills and reaps the program. Returns its status.
int Companion::end() noexcept {
    if (pid_ == 0) return 0;
    ::kill(pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) == -1 && errno == EINTR) {
    }
    pid_ = 0;
    return status;
}

void Companion::write(const void* bytes, std::size_t count) {
    const auto* next = static_cast<const char*>(bytes);
    while (count > 0) {
        const ssize_t written = ::send(channel_.get(), next, count, MSG_NOSIGNAL);
        if (written == -1 && errno == EINTR) continue;
        if (written == -1) throw_how_it_ended();
        next += written;
        count -= static_cast<std::size_t>(written);
    }
}

/// The workers of the program's pools have inherited its end of the channel, so there is no
/// end-of-file until the last of them has ended. So we also wait for the end of the program itself.
void Companion::read(void* bytes, std::size_t count) {
    auto* next = static_cast<char*>(bytes);
    bool has_ended = false;  // it had ended before the last recv
    while (count > 0) {
        const ssize_t got = ::recv(channel_.get(), next, count, MSG_DONTWAIT);
        if (got > 0) {
            next += got;
            count -= static_cast<std::size_t>(got);
            continue;
        }
        if (got == 0 || has_ended || (errno != EAGAIN && errno != EINTR)) throw_how_it_ended();
        std::array<pollfd, 2> ready{{{channel_.get(), POLLIN, 0}, {ended_.get(), POLLIN, 0}}};
        ::poll(ready.data(), ready.size(), -1);
        has_ended = ready[1].revents != 0;
    }
}

/// Requires: the program has ended, is about to, or has closed its stdout.
void Companion::throw_how_it_ended() {
    const bool lives_on = !wait(settings_.patience);
    const int status = end();
    if (lives_on)
        throw std::runtime_error{fmt::format(
            "{} closed its output and did not end: it was killed here", settings_.name)};
    const std::string said = settings_.explain(text_of(errors_));
    throw std::runtime_error{said.empty() ? fmt::format("{} {}", settings_.name, ending(status))
                                          : said};
}

}  // namespace triptych::peers
