// Even seats begin on the left, odd ones on the right.
#include "exercise.hpp"

void experiment(Table& table, int seat, const std::function<void()>& work) {
    const auto count = static_cast<int>(table.instruments.size());
    const int next = (seat + 1) % count;
    const bool left_first = seat % 2 == 0 && seat + 1 < count;
    std::mutex& left = table.instruments[static_cast<std::size_t>(seat)];
    std::mutex& right = table.instruments[static_cast<std::size_t>(next)];
    std::unique_lock one{left_first ? left : right};
    std::unique_lock other{left_first ? right : left};
    work();
}
