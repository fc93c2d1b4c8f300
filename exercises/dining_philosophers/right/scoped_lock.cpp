// Takes both at once.
#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const std::size_t right = (seat + 1) % table.instruments.size();
    const std::scoped_lock both{table.instruments[seat], table.instruments[right]};
    work();
}
