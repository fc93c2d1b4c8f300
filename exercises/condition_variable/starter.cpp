#include "exercise.hpp"

void put(Bakery& bakery, int loaf) {
    std::unique_lock lock{bakery.mutex};
    if (bakery.shelf.is_full())
        bakery.not_full.wait(lock);  // Your turn: is there room after the wait?
    bakery.shelf.put(loaf);
    bakery.not_empty.notify_one();
}

int take(Bakery& bakery) {
    std::unique_lock lock{bakery.mutex};
    if (bakery.shelf.is_empty()) bakery.not_empty.wait(lock);  // Your turn: is there a loaf?
    const int loaf = bakery.shelf.take();
    bakery.not_full.notify_one();
    return loaf;
}
