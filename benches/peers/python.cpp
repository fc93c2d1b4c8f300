#include "benches/peers/python.hpp"

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

#include "benches/peers/find_python.hpp"

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

Lengths lengths(std::int64_t count, std::int64_t each) {
    Lengths lengths;
    lengths.resize(static_cast<std::size_t>(count), static_cast<std::size_t>(each));
    return lengths;
}

Lengths lengths_of(std::span<const std::vector<int>> lists) {
    Lengths lengths;
    lengths.reserve(lists.size());
    for (const auto& list : lists)
        lengths.push_back(list.size());
    return lengths;
}

Python::Python(const std::string& path, std::span<const std::vector<int>> input,
               std::chrono::milliseconds patience)
    : patience_{patience}, errors_{succeed(::memfd_create("stderr", MFD_CLOEXEC), "memfd_create")} {
    start(path);
    try {
        ended_ =
            Descriptor{succeed(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)), "pidfd_open")};
        put(input);
        take({});  // "ready"
    } catch (...) {
        end();
        throw;
    }
}

Python::~Python() {
    end();
}

void Python::start(const std::string& path) {
    std::array<int, 2> ends{};
    succeed(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), "socketpair");
    channel_ = Descriptor{ends[0]};
    const Descriptor theirs{ends[1]};
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, errors_.get(), STDERR_FILENO);
    // -B: no __pycache__ among the sources. -E: ignore the user's PYTHON... variables.
    std::array<std::string, 4> words{interpreter, "-B", "-E", path};
    const std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(),
                                         words[3].data(), nullptr};
    const int error = ::posix_spawn(&pid_, python_interpreter().c_str(), &actions, nullptr,
                                    arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error == 0) return;
    pid_ = 0;
    throw std::system_error{error, std::generic_category(), interpreter};
}

void Python::end() noexcept {
    if (pid_ == 0) return;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) == -1 && errno == EINTR) {
    }
    pid_ = 0;
}

void Python::go() {
    put({});
    constexpr std::array<std::size_t, 1> costs{3};
    const Lists done = take(costs);
    const auto& cost = done[0];
    cost_ = {{"cpu_seconds", 1e-6 * cost[0]},
             {"voluntary_switches", cost[1]},
             {"involuntary_switches", cost[2]}};
}

Lists Python::output(std::span<const std::size_t> lengths) {
    return take(lengths);
}

void Python::put(std::span<const std::vector<int>> lists) {
    const auto write_number = [this](std::size_t number) {
        const auto short_number = static_cast<std::int32_t>(number);
        write(&short_number, sizeof short_number);
    };
    write_number(lists.size());
    for (const auto& list : lists) {
        write_number(list.size());
        write(list.data(), list.size() * sizeof(int));
    }
}

/// Checks each announced length before it reserves memory for it.
Lists Python::take(std::span<const std::size_t> lengths) {
    take_number(lengths.size(), "lists");
    Lists lists(lengths.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
        take_number(lengths[i], "integers");
        lists[i].resize(lengths[i]);
        read(lists[i].data(), lengths[i] * sizeof(int));
    }
    return lists;
}

void Python::take_number(std::size_t expected, const char* what) {
    std::int32_t number = 0;
    read(&number, sizeof number);
    if (std::cmp_not_equal(number, expected))
        throw std::runtime_error{
            fmt::format("{}'s program does not keep to the protocol: it announced {} {}, but {} "
                        "were expected",
                        interpreter, number, what, expected)};
}

void Python::write(const void* bytes, std::size_t count) {
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
void Python::read(void* bytes, std::size_t count) {
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
void Python::throw_how_it_ended() {
    pollfd ended{ended_.get(), POLLIN, 0};
    while (::poll(&ended, 1, static_cast<int>(patience_.count())) == -1 && errno == EINTR) {
    }
    const bool lives_on = ended.revents == 0;
    ::kill(pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) == -1 && errno == EINTR) {
    }
    pid_ = 0;
    if (lives_on)
        throw std::runtime_error{
            fmt::format("{} closed its output and did not end: it was killed here", interpreter)};
    const std::string said = last_line(text_of(errors_));
    throw std::runtime_error{said.empty() ? fmt::format("{} {}", interpreter, ending(status))
                                          : said};
}

}  // namespace triptych::peers
