/// The memory that a traced program and the tracer share: a header, then chunks of events.
///
/// A lane (a thread, a process) takes a chunk, fills it, and takes the next one. So a lane that
/// records nothing takes 4 KiB, and one that records much takes all there is. Nothing is ever
/// overwritten: what the reader finds is complete, also if the writer was killed.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>

#include "trace/recorder/event.hpp"

namespace triptych::trace {

inline constexpr std::uint64_t magic = 0x6563617274707274;  // "trptrace", as bytes
inline constexpr std::uint32_t format_version = 1;
inline constexpr std::size_t chunk_bytes = 4096;
inline constexpr std::uint32_t events_of_chunk = 127;

/// Where the tracer tells traced programs the path of the memory.
inline constexpr const char* path_variable = "TRIPTYCH_TRACE";

struct alignas(64) Header {
    std::uint64_t magic = 0;
    std::uint32_t version = 0;
    std::uint32_t chunks = 0;                  // how many follow
    std::atomic<std::uint32_t> next_chunk{0};  // may grow beyond `chunks`
    std::atomic<std::uint32_t> next_lane{1};   // 0 means no lane
    std::atomic<std::uint64_t> lost{0};        // events that found no place

    // For --prove-overlap:
    std::uint32_t wanted = 0;  // so many tasks are to be inside at once; 0: none is held
    std::atomic<std::uint32_t> inside{0};  // so many wait for the first time
    std::atomic<std::uint32_t> freed{0};   // 1: nobody is held any longer; a futex
};

struct Chunk {
    std::atomic<std::uint32_t> lane{0};  // 0 while nobody has taken it
    std::atomic<std::uint32_t> used{0};  // may grow beyond events_of_chunk
    std::uint32_t pid = 0;
    std::uint32_t tid = 0;
    std::array<std::byte, 16> unused{};
    std::array<Event, events_of_chunk> events{};
};
static_assert(sizeof(Chunk) == chunk_bytes && sizeof(Header) <= chunk_bytes);

/// The memory, which begins with one page for the header. Owns nothing.
class Buffer {
public:
    constexpr Buffer() = default;
    explicit Buffer(void* memory) : memory_{static_cast<std::byte*>(memory)} {}

    explicit operator bool() const { return memory_ != nullptr; }
    Header& header() const { return *std::launder(reinterpret_cast<Header*>(memory_)); }
    Chunk& chunk(std::uint32_t index) const {
        return *std::launder(
            reinterpret_cast<Chunk*>(memory_ + (std::size_t{1} + index) * chunk_bytes));
    }

    std::uint32_t new_lane() const {
        return header().next_lane.fetch_add(1, std::memory_order_relaxed);
    }

    /// A chunk for that lane; null, and an event is counted as lost, if there is none left.
    Chunk* take_chunk(std::uint32_t lane, std::uint32_t pid, std::uint32_t tid) const {
        Header& head = header();
        // Read first: so a program that goes on for hours cannot make the counter overflow.
        if (head.next_chunk.load(std::memory_order_relaxed) < head.chunks) {
            const auto index = head.next_chunk.fetch_add(1, std::memory_order_relaxed);
            if (index < head.chunks) {
                Chunk& taken = chunk(index);
                taken.pid = pid;
                taken.tid = tid;
                taken.lane.store(lane, std::memory_order_release);
                return &taken;
            }
        }
        head.lost.fetch_add(1, std::memory_order_relaxed);
        return nullptr;
    }

private:
    std::byte* memory_ = nullptr;
};

/// Puts an event into the chunk; false if that is full. Lock-free. A signal handler may interrupt
/// it and record events of its own: each has its own place.
inline bool put(Chunk& chunk, std::uint64_t time, Kind kind, Reason reason, std::uint64_t object,
                std::uint32_t value, std::uint64_t task, std::uint16_t flags) {
    if (chunk.used.load(std::memory_order_relaxed) >= events_of_chunk) return false;
    const auto place = chunk.used.fetch_add(1, std::memory_order_relaxed);
    if (place >= events_of_chunk) return false;
    Event& event = chunk.events[place];
    event.time = time;
    event.task = task;
    event.object = object;
    event.value = value;
    event.flags = flags;
    event.reason = reason;
    event.kind.store(kind, std::memory_order_release);
    return true;
}

}  // namespace triptych::trace
