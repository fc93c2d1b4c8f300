/// pipe, read, write and close.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/syscall.h>
#include <unistd.h>

#include "explore/hooks.hpp"
#include "explore/real.hpp"

namespace explore = triptych::explore;
using explore::Kind;
using explore::PipeState;

namespace {

bool is_pipe(int descriptor) {
    return explore::scheduled() && explore::execution().pipes().is_pipe(descriptor);
}

/// That end of it, if the running process has it open. Else errno says so.
PipeState* open_end(int descriptor, explore::PipeEnd end) {
    explore::Execution& execution = explore::execution();
    PipeState* const pipe = (descriptor & 1) == static_cast<int>(end)
                                ? execution.pipes().find(descriptor, execution.memory().current)
                                : nullptr;
    if (pipe == nullptr) errno = EBADF;
    return pipe;
}

/// For the story.
void note_bytes(std::size_t bytes) {
    explore::Execution& execution = explore::execution();
    auto& events = execution.events();
    if (!events.empty() && events.back().thread == execution.me().id &&
        explore::counts(events.back().operation.kind))
        events.back().written = bytes;
}

int new_pipe(int* ends) {
    explore::Execution& execution = explore::execution();
    int* const readable = execution.memory().new_counter();
    ends[0] = execution.pipes().add(readable, execution.memory().current);
    ends[1] = ends[0] + 1;
    return 0;
}

ssize_t receive(int descriptor, void* data, std::size_t size, const void* from) {
    PipeState* pipe = open_end(descriptor, explore::PipeEnd::read);
    if (pipe == nullptr) return -1;
    explore::Execution& execution = explore::execution();
    const std::uint64_t object = explore::address_of(pipe->readable);
    execution.reach(Kind::receive, object, explore::place_of(from));
    pipe = open_end(descriptor, explore::PipeEnd::read);  // others may have opened pipes
    execution.me().sync.join(execution.objects().at(object).released);
    const std::size_t count = std::min(size, pipe->available());
    std::memcpy(data, pipe->bytes.data() + pipe->taken, count);
    pipe->taken += count;
    pipe->update();
    note_bytes(count);
    return static_cast<ssize_t>(count);
}

ssize_t send(int descriptor, const void* data, std::size_t size, const void* from) {
    PipeState* pipe = open_end(descriptor, explore::PipeEnd::write);
    if (pipe == nullptr) return -1;
    explore::Execution& execution = explore::execution();
    const std::uint64_t object = explore::address_of(pipe->readable);
    const std::uint64_t place = explore::place_of(from);
    execution.reach(Kind::send, object, place);
    pipe = open_end(descriptor, explore::PipeEnd::write);
    if (pipe->open[0] == 0) {
        struct sigaction action{};
        ::sigaction(SIGPIPE, nullptr, &action);
        if (action.sa_handler == SIG_DFL)
            execution.fail(explore::End::crashed,
                           "SIGPIPE: it writes to a pipe that nobody can read", place);
        errno = EPIPE;
        return -1;
    }
    if (pipe->available() + size > explore::Pipes::capacity)
        execution.fail(explore::End::unsupported, "a pipe with more than 64 KiB in it", place);
    explore::Thread& me = execution.me();
    execution.objects().at(object).released.join(me.sync);
    ++me.sync[me.id];
    const auto* const bytes = static_cast<const char*>(data);
    pipe->bytes.insert(pipe->bytes.end(), bytes, bytes + size);
    pipe->update();
    note_bytes(size);
    return static_cast<ssize_t>(size);
}

}  // namespace

namespace triptych::explore {

void Execution::close_pipe_end(int descriptor, std::uint64_t place) {
    const std::uint64_t object = address_of(pipes_.find(descriptor, memory_.current)->readable);
    reach(Kind::close, object, place);
    PipeState& pipe = *pipes_.find(descriptor, memory_.current);
    pipe.open[descriptor & 1] &= ~(std::uint32_t{1} << memory_.current);
    objects_.at(object).released.join(me_->sync);
    ++me_->sync[me_->id];
    pipe.update();
    note_bytes(static_cast<std::size_t>(descriptor & 1));
}

}  // namespace triptych::explore

extern "C" {

int pipe(int* ends) noexcept {
    if (explore::scheduled()) return new_pipe(ends);
    return static_cast<int>(explore::real::syscall(SYS_pipe2, ends, 0));
}
int pipe2(int* ends, int flags) noexcept {
    if (explore::scheduled()) return new_pipe(ends);
    return static_cast<int>(explore::real::syscall(SYS_pipe2, ends, flags));
}

ssize_t read(int descriptor, void* data, std::size_t size) {
    if (is_pipe(descriptor)) return receive(descriptor, data, size, __builtin_return_address(0));
    return explore::real::syscall(SYS_read, descriptor, data, size);
}
ssize_t write(int descriptor, const void* data, std::size_t size) {
    if (is_pipe(descriptor)) return send(descriptor, data, size, __builtin_return_address(0));
    return explore::real::syscall(SYS_write, descriptor, data, size);
}

int dup(int descriptor) noexcept {
    if (is_pipe(descriptor)) explore::execution().fail(explore::End::unsupported, "dup", 0);
    return static_cast<int>(explore::real::syscall(SYS_dup, descriptor));
}
int dup2(int descriptor, int other) noexcept {
    if (is_pipe(descriptor)) explore::execution().fail(explore::End::unsupported, "dup2", 0);
    return static_cast<int>(explore::real::syscall(SYS_dup2, descriptor, other));
}

int close(int descriptor) {
    explore::Execution* const execution = explore::scheduled() ? &explore::execution() : nullptr;
    if (execution != nullptr && execution->close_event_counter(descriptor)) return 0;
    if (!is_pipe(descriptor))
        return static_cast<int>(explore::real::syscall(SYS_close, descriptor));
    if (execution->pipes().find(descriptor, execution->memory().current) == nullptr) {
        errno = EBADF;
        return -1;
    }
    execution->close_pipe_end(descriptor, explore::place_of(__builtin_return_address(0)));
    return 0;
}
}
