#include "common/harness/spawn.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include "common/refusal.hpp"

namespace triptych::harness {
namespace {

void require(int error, const char* what) {
    if (error != 0) throw_refused(error, what);
}

struct PipeEnds {
    Descriptor reader;
    Descriptor writer;
};

PipeEnds make_pipe() {
    std::array<int, 2> ends{};
    require(::pipe2(ends.data(), O_CLOEXEC) == 0 ? 0 : errno, "pipe2");
    PipeEnds pipe{Descriptor{ends[0]}, Descriptor{ends[1]}};
    require(::fcntl(pipe.reader.get(), F_SETFL, O_NONBLOCK) == 0 ? 0 : errno, "fcntl");
    return pipe;
}

class Actions {
public:
    Actions() { require(::posix_spawn_file_actions_init(&actions_), "posix_spawn"); }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }

    void become(const Descriptor& from, int to) {
        require(::posix_spawn_file_actions_adddup2(&actions_, from.get(), to), "posix_spawn");
    }
    void open(int as, const char* path) {
        require(::posix_spawn_file_actions_addopen(&actions_, as, path, O_RDONLY, 0),
                "posix_spawn");
    }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

class Attributes {
public:
    Attributes() {
        require(::posix_spawnattr_init(&attributes_), "posix_spawn");
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }

    const posix_spawnattr_t* get() const { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

}  // namespace

Spawned spawn(const std::vector<std::string>& words) {
    PipeEnds output = make_pipe();
    PipeEnds errors = make_pipe();
    Actions actions;
    actions.open(STDIN_FILENO, "/dev/null");
    actions.become(output.writer, STDOUT_FILENO);
    actions.become(errors.writer, STDERR_FILENO);

    std::vector<std::string> copies = words;  // execve needs writable strings
    std::vector<char*> arguments;
    for (std::string& word : copies)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);

    pid_t pid = 0;
    require(::posix_spawn(&pid, words.at(0).c_str(), actions.get(), Attributes{}.get(),
                          arguments.data(), environ),
            words[0].c_str());
    return {pid, std::move(output.reader), std::move(errors.reader)};
}

}  // namespace triptych::harness
