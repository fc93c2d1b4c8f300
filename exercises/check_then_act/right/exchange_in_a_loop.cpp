// The weak exchange may fail for no reason: so it is repeated while the seat is free.
#include "exercise.hpp"

bool book(Hall& hall, int seat, int visitor) {
    int found = 0;
    while (found == 0)
        if (hall.owner[seat].compare_exchange_weak(found, visitor)) return true;
    return false;
}

int book_first(Hall& hall, int visitor) {
    for (int seat = 0; seat < static_cast<int>(hall.owner.size()); ++seat)
        if (book(hall, seat, visitor)) return seat;
    return -1;
}
