// expects: lock_held_for_ever, without explore: hang
#include "exercise.hpp"

bool book(Hall& hall, int seat, int visitor) {
    hall.mutex.lock();
    if (hall.owner[seat] == 0) {
        hall.owner[seat] = visitor;
        return true;
    }
    hall.mutex.unlock();
    return false;
}

int book_first(Hall& hall, int visitor) {
    for (int seat = 0; seat < static_cast<int>(hall.owner.size()); ++seat)
        if (book(hall, seat, visitor)) return seat;
    return -1;
}
