// The keeper lets one chemist at a time take instruments.
#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const std::size_t right = (seat + 1) % table.instruments.size();
    std::unique_lock keeper{table.keeper};
    const std::lock_guard left_hand{table.instruments[seat]};
    const std::lock_guard right_hand{table.instruments[right]};
    keeper.unlock();
    work();
}
