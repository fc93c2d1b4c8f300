/// How the library finds the tracer's memory, and where lanes begin and end.
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "trace/preload/real.hpp"
#include "trace/preload/this_thread.hpp"

namespace triptych::trace {

constinit thread_local ThisThread this_thread __attribute__((tls_model("initial-exec")));
constinit Buffer shared;

namespace {

pthread_key_t end_of_thread;  // its destructor runs at the end of each thread
constinit Real<long(long, ...)> real_syscall{"syscall"};

Buffer open_buffer(const char* path) {
    const int file = ::open(path, O_RDWR | O_CLOEXEC);
    if (file == -1) return {};
    struct stat status{};
    void* memory = MAP_FAILED;
    if (::fstat(file, &status) == 0 && status.st_size >= static_cast<off_t>(chunk_bytes))
        memory = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ | PROT_WRITE,
                        MAP_SHARED, file, 0);
    ::close(file);
    if (memory == MAP_FAILED) return {};
    const Buffer buffer{memory};
    const Header& header = buffer.header();
    return header.magic == magic && header.version == format_version ? buffer : Buffer{};
}

void record_program() {
    std::uint64_t words[2] = {0, 0};
    std::strncpy(reinterpret_cast<char*>(words), program_invocation_short_name, 15);
    record(
        Kind::program,
        {.object = words[0], .value = static_cast<std::uint32_t>(::getppid()), .task = words[1]});
}

[[gnu::constructor]] void start() {
    const char* const path = std::getenv(path_variable);
    if (path == nullptr) return;
    shared = open_buffer(path);
    if (!shared) return;
    ::pthread_key_create(&end_of_thread, [](void*) { end_lane(); });
    begin_lane(shared.new_lane(), 0);
    record_program();
}

[[gnu::destructor]] void finish() {
    // A child of vfork shares this memory, and is no lane.
    if (this_thread.writer.is_on() &&
        static_cast<std::uint32_t>(::getpid()) == this_thread.writer.pid())
        end_lane();
}

}  // namespace

void begin_lane(std::uint32_t lane, std::uint32_t creator) {
    this_thread.has_children = this_thread.was_held = false;
    this_thread.writer.begin(shared, lane, static_cast<std::uint32_t>(::getpid()),
                             static_cast<std::uint32_t>(real_syscall(SYS_gettid)));
    record(Kind::start, {.object = static_cast<std::uint64_t>(::pthread_self()), .value = creator});
    ::pthread_setspecific(end_of_thread, &this_thread);
}

void end_lane() {
    record(Kind::end);
}

void one_more_inside() {
    Header& header = shared.header();
    const auto inside = header.inside.fetch_add(1) + 1;
    if (inside < header.wanted || header.freed.exchange(1) != 0) return;
    real_syscall(SYS_futex, &header.freed, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

void hold_first_wait() {
    ThisThread& self = this_thread;
    if (!self.writer.is_on() || self.was_held || self.has_children) return;
    self.was_held = true;
    one_more_inside();
    hold();
}

void hold() {
    record(Kind::held);
    while (shared.header().freed.load() == 0)
        real_syscall(SYS_futex, &shared.header().freed, FUTEX_WAIT, 0, nullptr, nullptr, 0);
    record(Kind::freed);
}

}  // namespace triptych::trace

/// For a program that knows which part of it is to be seen.
extern "C" void triptych_trace_mark(int begins) {
    triptych::trace::record(triptych::trace::Kind::mark,
                            {.value = static_cast<std::uint32_t>(begins)});
}
