// expects: lock_held_for_ever, without explore: hang
#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const std::size_t right = (seat + 1) % table.instruments.size();
    std::lock(table.instruments[seat], table.instruments[right]);
    work();
    table.instruments[seat].unlock();
}
