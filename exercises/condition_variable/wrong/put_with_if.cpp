// expects: condition_with_if, without explore: passes
#include "exercise.hpp"

void put(Bakery& bakery, int loaf) {
    std::unique_lock lock{bakery.mutex};
    if (bakery.shelf.is_full()) bakery.not_full.wait(lock);
    bakery.shelf.put(loaf);
    bakery.not_empty.notify_one();
}

int take(Bakery& bakery) {
    std::unique_lock lock{bakery.mutex};
    while (bakery.shelf.is_empty())
        bakery.not_empty.wait(lock);
    const int loaf = bakery.shelf.take();
    bakery.not_full.notify_one();
    return loaf;
}
