#include "trace/preload/inside.hpp"

#include <array>
#include <atomic>
#include <cstddef>

#include "trace/preload/this_thread.hpp"

namespace triptych::trace {
namespace {

constexpr std::size_t places = 1U << 16U;
constexpr std::uint64_t removed = 1;

/// The coroutines that have waited, or have started others: a hash table with open addressing, of
/// all threads. Takes no memory before it is used.
constinit std::array<std::atomic<std::uint64_t>, places> known{};

std::size_t place_of(std::uint64_t coroutine) {
    return static_cast<std::size_t>((coroutine >> 4U) * 0x9E3779B97F4A7C15U >> 48U) % places;
}

/// Whether it was not known before. If the table is full, it counts as known.
bool add(std::uint64_t coroutine) {
    std::size_t place = place_of(coroutine);
    for (std::size_t tried = 0; tried < places; ++tried, place = (place + 1) % places) {
        std::uint64_t found = known[place].load(std::memory_order_relaxed);
        if (found == coroutine) return false;
        if (found == 0 && known[place].compare_exchange_strong(found, coroutine)) return true;
    }
    return false;
}

bool proves() {
    return shared && shared.header().wanted != 0 && shared.header().freed.load() == 0;
}

}  // namespace

void note_creator(std::uint64_t coroutine) {
    if (proves() && coroutine != 0) add(coroutine);
}

void note_first_wait(std::uint64_t coroutine) {
    if (proves() && add(coroutine)) one_more_inside();
}

void note_end(std::uint64_t coroutine) {
    if (!proves()) return;
    std::size_t place = place_of(coroutine);
    for (std::size_t tried = 0; tried < places; ++tried, place = (place + 1) % places) {
        const std::uint64_t found = known[place].load(std::memory_order_relaxed);
        if (found == 0) return;
        if (found == coroutine) return known[place].store(removed, std::memory_order_relaxed);
    }
}

void hold_loop() {
    if (proves()) hold();
}

}  // namespace triptych::trace
