// One lock around the whole search.
#include "exercise.hpp"

bool book(Hall& hall, int seat, int visitor) {
    const std::scoped_lock lock{hall.mutex};
    const bool is_free = hall.owner[seat] == 0;
    if (is_free) hall.owner[seat] = visitor;
    return is_free;
}

int book_first(Hall& hall, int visitor) {
    const std::scoped_lock lock{hall.mutex};
    for (std::size_t seat = 0; seat < hall.owner.size(); ++seat)
        if (hall.owner[seat] == 0) {
            hall.owner[seat] = visitor;
            return static_cast<int>(seat);
        }
    return -1;
}
