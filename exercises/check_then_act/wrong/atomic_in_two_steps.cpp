// expects: check_then_act, without explore: passes
#include "exercise.hpp"

bool book(Hall& hall, int seat, int visitor) {
    const bool is_free = hall.owner[seat].load() == 0;
    if (is_free) hall.owner[seat].store(visitor);
    return is_free;
}

int book_first(Hall& hall, int visitor) {
    for (int seat = 0; seat < static_cast<int>(hall.owner.size()); ++seat)
        if (book(hall, seat, visitor)) return seat;
    return -1;
}
