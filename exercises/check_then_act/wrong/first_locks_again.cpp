// expects: locked_twice, without explore: hang
#include "exercise.hpp"

bool book(Hall& hall, int seat, int visitor) {
    const std::lock_guard lock{hall.mutex};
    if (hall.owner[seat] != 0) return false;
    hall.owner[seat] = visitor;
    return true;
}

int book_first(Hall& hall, int visitor) {
    const std::lock_guard lock{hall.mutex};
    for (int seat = 0; seat < static_cast<int>(hall.owner.size()); ++seat)
        if (book(hall, seat, visitor)) return seat;
    return -1;
}
