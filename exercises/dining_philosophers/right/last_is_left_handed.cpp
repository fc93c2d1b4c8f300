// Only the last chemist begins on the right.
#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const std::size_t right = (seat + 1) % table.instruments.size();
    const bool is_last = right == 0;
    std::unique_lock first{table.instruments[is_last ? right : seat]};
    std::unique_lock second{table.instruments[is_last ? seat : right]};
    work();
}
