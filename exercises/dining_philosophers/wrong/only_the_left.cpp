// expects: wrong_result
#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const std::lock_guard left_hand{table.instruments[seat]};
    work();
}
