/// What a thread records with: its lane, and the chunk that it fills.
#pragma once

#include <atomic>
#include <cstdint>
#include <ctime>

#include "trace/recorder/buffer.hpp"

namespace triptych::trace {

inline std::uint64_t now() noexcept {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);  // no system call: the kernel's shared page
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(time.tv_nsec);
}

/// What an event tells, besides its kind and time.
struct Told {
    Reason reason = Reason::none;
    std::uint64_t object = 0;
    std::uint32_t value = 0;
    std::uint64_t task = 0;
    std::uint16_t flags = 0;
};

/// Thread safety: one thread, and its signal handlers.
class Writer {
public:
    constexpr Writer() = default;

    /// From now on this thread is that lane. Requires: the buffer outlives the writer's use.
    void begin(Buffer buffer, std::uint32_t lane, std::uint32_t pid, std::uint32_t tid) noexcept {
        buffer_ = buffer;
        lane_ = lane;
        pid_ = pid;
        tid_ = tid;
        chunk_.store(nullptr, std::memory_order_relaxed);
    }

    /// Without a lane, nothing is recorded.
    void stop() noexcept { lane_ = 0; }

    bool is_on() const noexcept { return lane_ != 0; }
    std::uint32_t lane() const noexcept { return lane_; }
    std::uint32_t pid() const noexcept { return pid_; }

    void record(Kind kind, const Told& told = {}) noexcept { record_at(now(), kind, told); }

    void record_at(std::uint64_t time, Kind kind, const Told& told) noexcept {
        if (!is_on()) return;
        Chunk* chunk = chunk_.load(std::memory_order_relaxed);
        while (chunk == nullptr || !put(*chunk, time, kind, told.reason, told.object, told.value,
                                        told.task, told.flags)) {
            chunk = buffer_.take_chunk(lane_, pid_, tid_);
            if (chunk == nullptr) return;
            chunk_.store(chunk, std::memory_order_relaxed);
        }
    }

private:
    Buffer buffer_;
    std::uint32_t lane_ = 0;
    std::uint32_t pid_ = 0;
    std::uint32_t tid_ = 0;
    std::atomic<Chunk*> chunk_{nullptr};  // atomic for signal handlers; null before the first event
};

}  // namespace triptych::trace
