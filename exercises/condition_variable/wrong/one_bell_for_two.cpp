// expects: lost_wake_up, without explore: passes
#include "exercise.hpp"

void put(Bakery& bakery, int loaf) {
    std::unique_lock lock{bakery.mutex};
    bakery.not_empty.wait(lock, [&] { return !bakery.shelf.is_full(); });
    bakery.shelf.put(loaf);
    bakery.not_empty.notify_one();
}

int take(Bakery& bakery) {
    std::unique_lock lock{bakery.mutex};
    while (bakery.shelf.is_empty())
        bakery.not_empty.wait(lock);
    const int loaf = bakery.shelf.take();
    bakery.not_empty.notify_one();
    return loaf;
}
