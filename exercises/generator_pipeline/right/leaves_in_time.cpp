// A loop that leaves before it asks for one more.
#include "exercise.hpp"

Values below(Values source, int limit) {
    for (const int value : source)
        if (value < limit) co_yield value;
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
    if (count <= 0) co_return;
    for (const int value : source) {
        co_yield value;
        if (--count == 0) co_return;
    }
}
