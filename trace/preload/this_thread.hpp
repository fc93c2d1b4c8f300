/// The lane of this thread, and how its waits are recorded.
#pragma once

#include <cstdint>

#include "trace/recorder/writer.hpp"

namespace triptych::trace {

struct ThisThread {
    Writer writer;
    bool has_children = false;  // it has started threads, processes or coroutines
    bool was_held = false;      // by --prove-overlap
};

/// In the first block of thread-local memory, which exists before the thread begins: so signal
/// handlers may use it, and nothing is allocated.
extern constinit thread_local ThisThread this_thread __attribute__((tls_model("initial-exec")));

/// The shared memory; false if this program is not traced.
extern constinit Buffer shared;

inline void record(Kind kind, const Told& told = {}) {
    this_thread.writer.record(kind, told);
}

/// This thread is a new lane from now on, created by the lane `creator`.
void begin_lane(std::uint32_t lane, std::uint32_t creator);

/// Its last event is now. Later ones (a destructor's of another library) are recorded all the same.
void end_lane();

/// For --prove-overlap: at the first wait of a task, waits until enough are inside. Tasks that have
/// started others are not held: they are those who wait for the tasks.
void hold_first_wait();

/// Waits until enough are inside, or the tracer says that there never will be.
void hold();

/// Counts one task more. Wakes those that are held if there are enough now.
void one_more_inside();

/// While this exists, the thread waits. errno stays as it is.
class Waiting {
public:
    explicit Waiting(const Told& told) : told_{told} {
        if (shared && shared.header().wanted != 0) hold_first_wait();
        record(Kind::waits, told);
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() { record(Kind::goes_on, {.reason = told_.reason, .object = told_.object}); }

private:
    Told told_;
};

inline std::uint64_t address_of(const volatile void* object) {
    return reinterpret_cast<std::uintptr_t>(object);
}

}  // namespace triptych::trace
