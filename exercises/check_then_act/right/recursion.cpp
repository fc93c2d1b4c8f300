// Searches by recursion.
#include "exercise.hpp"

namespace {

int book_from(Hall& hall, int seat, int visitor) {
    if (seat == static_cast<int>(hall.owner.size())) return -1;
    return book(hall, seat, visitor) ? seat : book_from(hall, seat + 1, visitor);
}

}  // namespace

bool book(Hall& hall, int seat, int visitor) {
    int nobody = 0;
    return hall.owner[static_cast<std::size_t>(seat)].compare_exchange_strong(
        nobody, visitor, std::memory_order_acq_rel, std::memory_order_acquire);
}

int book_first(Hall& hall, int visitor) {
    return book_from(hall, 0, visitor);
}
