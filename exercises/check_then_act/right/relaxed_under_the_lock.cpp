// Relaxed atomics: the lock orders them.
#include "exercise.hpp"

bool book(Hall& hall, int seat, int visitor) {
    const std::lock_guard lock{hall.mutex};
    if (hall.owner[seat].load(std::memory_order_relaxed) != 0) return false;
    hall.owner[seat].store(visitor, std::memory_order_relaxed);
    return true;
}

int book_first(Hall& hall, int visitor) {
    for (int seat = 0; seat < static_cast<int>(hall.owner.size()); ++seat)
        if (book(hall, seat, visitor)) return seat;
    return -1;
}
