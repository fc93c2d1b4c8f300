/// The tracer's side of the shared memory: makes it, and reads what was recorded.
#pragma once

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

#include "common/descriptor.hpp"
#include "trace/recorder/buffer.hpp"

namespace triptych::trace {

/// A copy of one event.
struct Recorded {
    std::uint64_t time = 0;
    std::uint64_t task = 0;
    std::uint64_t object = 0;
    std::uint32_t value = 0;
    std::uint16_t flags = 0;
    Reason reason = Reason::none;
    Kind kind = Kind::none;
};

/// The events of one lane, in the order of their times.
struct RecordedLane {
    std::uint32_t lane = 0;
    pid_t pid = 0;
    pid_t tid = 0;
    std::vector<Recorded> events;
};

/// Owns the memory. It has no name in any file system: when the tracer and the traced programs have
/// ended, however that came about, it is gone.
class Recording {
public:
    /// Room for `chunks` of 127 events; only what is used takes memory. Throws std::system_error.
    explicit Recording(std::uint32_t chunks = 65'536);
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;
    ~Recording();

    /// By which other processes open it, while this process lives: /proc/PID/fd/N.
    std::string path() const;

    Buffer buffer() const { return buffer_; }

    /// What has been recorded by now. May be called while programs record.
    std::vector<RecordedLane> read() const;

    /// How many events found no place.
    std::uint64_t lost() const { return buffer_.header().lost.load(std::memory_order_relaxed); }

private:
    std::size_t bytes_;
    Descriptor file_;
    Buffer buffer_;
};

}  // namespace triptych::trace
