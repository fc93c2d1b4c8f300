// expects: wrong_result
#include "exercise.hpp"

std::vector<Sorter> hire(int count, const std::function<int(int)>& /*work*/) {
    return std::vector<Sorter>(static_cast<std::size_t>(count), Sorter{1, 1});
}

int dismiss(const Sorter& /*sorter*/) {
    return 5;
}
