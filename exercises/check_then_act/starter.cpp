#include "exercise.hpp"

bool book(Hall& hall, int seat, int visitor) {
    if (hall.owner[seat] != 0) return false;
    hall.owner[seat] = visitor;  // Your turn: is it still free here?
    return true;
}

int book_first(Hall& hall, int visitor) {
    for (int seat = 0; seat < static_cast<int>(hall.owner.size()); ++seat)
        if (book(hall, seat, visitor)) return seat;
    return -1;
}
