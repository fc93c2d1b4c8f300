// A unique_lock, and the seat by reference.
#include "exercise.hpp"

bool book(Hall& hall, int seat, int visitor) {
    std::unique_lock lock{hall.mutex};
    auto& owner = hall.owner.at(static_cast<std::size_t>(seat));
    const bool is_free = owner.load() == 0;
    if (is_free) owner.store(visitor);
    lock.unlock();
    return is_free;
}

int book_first(Hall& hall, int visitor) {
    for (int seat = 0; seat < static_cast<int>(hall.owner.size()); ++seat)
        if (book(hall, seat, visitor)) return seat;
    return -1;
}
