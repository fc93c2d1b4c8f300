// One instruction compares and writes.
#include "exercise.hpp"

bool book(Hall& hall, int seat, int visitor) {
    int free = 0;
    return hall.owner[seat].compare_exchange_strong(free, visitor);
}

int book_first(Hall& hall, int visitor) {
    for (int seat = 0; seat < static_cast<int>(hall.owner.size()); ++seat)
        if (book(hall, seat, visitor)) return seat;
    return -1;
}
