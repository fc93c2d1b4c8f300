// The higher number first: it is one order as well.
#include <algorithm>

#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const std::size_t left = seat;
    const std::size_t right = (seat + 1) % table.instruments.size();
    const std::lock_guard first{table.instruments[std::max(left, right)]};
    const std::lock_guard second{table.instruments[std::min(left, right)]};
    work();
}
