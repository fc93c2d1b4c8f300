// expects: lost_wake_up, without explore: hang
#include "exercise.hpp"

void put(Bakery& bakery, int loaf) {
    std::unique_lock lock{bakery.mutex};
    while (bakery.shelf.is_full())
        bakery.not_full.wait(lock);
    bakery.shelf.put(loaf);
    bakery.not_empty.notify_one();
}

int take(Bakery& bakery) {
    std::unique_lock lock{bakery.mutex};
    bakery.not_empty.wait(lock, [&] { return !bakery.shelf.is_empty(); });
    return bakery.shelf.take();
}
