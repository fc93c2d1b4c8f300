/// A deque for work stealing: its owner pushes and pops at one end, and other threads steal at the
/// other end. No operation waits for another thread.
///
/// Concepts: work stealing, memory order
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "common/cache_line.hpp"

namespace triptych {

/// Chase and Lev, "Dynamic circular work-stealing deque", SPAA 2005, with the memory orders of Lê,
/// Pop, Cohen and Zappa Nardelli, "Correct and efficient work-stealing for weak memory models",
/// PPoPP 2013. The paper uses fences; here the operations themselves have the orders, because
/// ThreadSanitizer does not support fences. On x86-64 both cost one locked instruction in pop().
///
///     steal() -> [top_] oldest ... newest [bottom_] <- push(), pop()
///
/// Items are pointers, which are not owned. The indices only grow (except that pop() lowers
/// bottom_), and are reduced to a place in the ring when they are used.
///
/// Thread safety: only one thread, the owner, calls push() and pop(); any thread calls steal().
template <typename T>
class ChaseLevDeque {
public:
    /// Has room for `room` items at first, rounded up to a power of two; then it grows.
    explicit ChaseLevDeque(std::size_t room = 64) { use(std::make_unique<Ring>(room)); }

    ChaseLevDeque(const ChaseLevDeque&) = delete;
    ChaseLevDeque& operator=(const ChaseLevDeque&) = delete;

    /// Adds the newest item. Throws std::bad_alloc if it cannot grow; then it has not changed.
    void push(T* item) {
        // relaxed: only the owner writes bottom_ and ring_, so it reads what it wrote.
        const std::int64_t bottom = bottom_.load(std::memory_order_relaxed);
        Ring* ring = ring_.load(std::memory_order_relaxed);
        // acquire, with the exchange in steal(): the thief has read the slot before we reuse it.
        const std::int64_t top = top_.load(std::memory_order_acquire);
        if (bottom - top >= ring->room()) ring = grow(*ring, top, bottom);
        // relaxed: the next store publishes the slot.
        ring->slot(bottom).store(item, std::memory_order_relaxed);
        // release, with the load in steal(): who sees the new bottom sees the slot, and all that
        // the owner wrote to the item.
        bottom_.store(bottom + 1, std::memory_order_release);
    }

    /// Takes the newest item; returns null if there is none.
    T* pop() {
        const std::int64_t bottom = bottom_.load(std::memory_order_relaxed) - 1;
        const Ring* const ring = ring_.load(std::memory_order_relaxed);
        // seq_cst, both: first announce "I take this one", then look where the thieves are. A thief
        // does the opposite, top_ before bottom_. If the store could be delayed beyond the load (a
        // store buffer does that, even on x86), both could take the last item.
        bottom_.store(bottom, std::memory_order_seq_cst);
        std::int64_t top = top_.load(std::memory_order_seq_cst);
        T* item = nullptr;
        if (top <= bottom) item = ring->slot(bottom).load(std::memory_order_relaxed);
        if (top < bottom) return item;  // no thief comes so far
        // Empty, or the last item: then the exchange decides between us and the thieves.
        // relaxed if it fails: the value is not used.
        if (top == bottom && !top_.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst,
                                                           std::memory_order_relaxed))
            item = nullptr;
        // release: a thief that reads this value must see the slots of all pushes before it. (The
        // paper's fence in push() does that. Before C++20, the release of push() did it, too.)
        bottom_.store(bottom + 1, std::memory_order_release);
        return item;
    }

    /// Takes the oldest item. Returns null if there is none, or if another thread was faster.
    T* steal() {
        // seq_cst, both, for the order that pop() explains.
        std::int64_t top = top_.load(std::memory_order_seq_cst);
        const std::int64_t bottom = bottom_.load(std::memory_order_seq_cst);
        if (top >= bottom) return nullptr;
        // acquire, with the store in use(): the ring's slots have been copied.
        const Ring* const ring = ring_.load(std::memory_order_acquire);
        // relaxed: a value that is out of date is thrown away, because then the exchange fails.
        T* const item = ring->slot(top).load(std::memory_order_relaxed);
        // seq_cst: one order with the owner's exchange and its load of top_.
        if (!top_.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst,
                                          std::memory_order_relaxed))
            return nullptr;
        return item;
    }

private:
    class Ring {
    public:
        explicit Ring(std::size_t room) : mask_{std::bit_ceil(room) - 1}, slots_(mask_ + 1) {}

        std::int64_t room() const { return static_cast<std::int64_t>(mask_) + 1; }
        std::atomic<T*>& slot(std::int64_t index) const {
            return slots_[static_cast<std::size_t>(index) & mask_];
        }

    private:
        std::size_t mask_;
        mutable std::vector<std::atomic<T*>> slots_;  // written through slot()
    };

    /// Copies the items to a ring that is twice as large. (cold: push() then saves no registers
    /// for it.)
    [[gnu::cold, gnu::noinline]] Ring* grow(const Ring& full, std::int64_t top,
                                            std::int64_t bottom) {
        auto larger = std::make_unique<Ring>(2 * static_cast<std::size_t>(full.room()));
        for (std::int64_t index = top; index < bottom; ++index)
            larger->slot(index).store(full.slot(index).load(std::memory_order_relaxed),
                                      std::memory_order_relaxed);
        return use(std::move(larger));
    }

    Ring* use(std::unique_ptr<Ring> ring) {
        rings_.push_back(std::move(ring));
        // release, with the load in steal(): publishes the copied slots.
        ring_.store(rings_.back().get(), std::memory_order_release);
        return rings_.back().get();
    }

    alignas(cache_line) std::atomic<std::int64_t> top_{0};     // of the oldest item
    alignas(cache_line) std::atomic<std::int64_t> bottom_{0};  // one after the newest item
    std::atomic<Ring*> ring_{nullptr};
    std::vector<std::unique_ptr<Ring>> rings_;  // the owner's; a thief may still read an old one
};

}  // namespace triptych
