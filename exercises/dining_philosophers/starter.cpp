#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const std::size_t right = (seat + 1) % table.instruments.size();
    const std::lock_guard first{
        table.instruments[seat]};  // Your turn: what if all do this at once?
    const std::lock_guard second{table.instruments[right]};
    work();
}
