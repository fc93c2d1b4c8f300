// expects: lock_order_deadlock, without explore: passes
#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const std::size_t right = (seat + 1) % table.instruments.size();
    const std::lock_guard left_hand{table.instruments[seat]};
    const std::lock_guard right_hand{table.instruments[right]};
    work();
}
