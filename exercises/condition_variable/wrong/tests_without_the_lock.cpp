// expects: lost_wake_up, without explore: passes
#include "exercise.hpp"

void put(Bakery& bakery, int loaf) {
    std::unique_lock lock{bakery.mutex};
    while (bakery.shelf.is_full())
        bakery.not_full.wait(lock);
    bakery.shelf.put(loaf);
    bakery.not_empty.notify_one();
}

int take(Bakery& bakery) {
    for (;;) {
        {
            const std::lock_guard lock{bakery.mutex};
            if (!bakery.shelf.is_empty()) {
                const int loaf = bakery.shelf.take();
                bakery.not_full.notify_one();
                return loaf;
            }
        }
        std::unique_lock lock{bakery.mutex};
        bakery.not_empty.wait(lock);
    }
}
