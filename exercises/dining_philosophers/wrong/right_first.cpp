// expects: lock_order_deadlock, without explore: passes
#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const std::size_t right = (seat + 1) % table.instruments.size();
    table.instruments[right].lock();
    table.instruments[seat].lock();
    work();
    table.instruments[seat].unlock();
    table.instruments[right].unlock();
}
