// expects: wrong_result
#include <vector>

#include "exercise.hpp"

Values below(Values source, int limit) {
    std::vector<int> all;
    for (const int value : source)
        if (value < limit) all.push_back(value);
    for (const int value : all)
        co_yield value;
}

Values changes(Values source) {
    const int* const begin = source.next();
    if (begin == nullptr) co_return;
    int before = *begin;
    for (const int value : source) {
        co_yield value - before;
        before = value;
    }
}

Values first(Values source, int count) {
    for (; count > 0; --count) {
        const int* const value = source.next();
        if (value == nullptr) co_return;
        co_yield *value;
    }
}
