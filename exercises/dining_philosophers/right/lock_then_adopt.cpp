// std::lock, and guards that adopt.
#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    std::mutex& left = table.instruments[seat];
    std::mutex& right = table.instruments[(seat + 1) % table.instruments.size()];
    std::lock(left, right);
    const std::lock_guard one{left, std::adopt_lock};
    const std::lock_guard two{right, std::adopt_lock};
    work();
}
