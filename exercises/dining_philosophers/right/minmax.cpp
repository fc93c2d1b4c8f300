// The smaller number first, by minmax.
#include <algorithm>

#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const std::size_t left = seat;
    const std::size_t right = (seat + 1) % table.instruments.size();
    const auto [low, high] = std::minmax(left, right);
    const std::scoped_lock first{table.instruments[low]};
    const std::scoped_lock second{table.instruments[high]};
    work();
}
