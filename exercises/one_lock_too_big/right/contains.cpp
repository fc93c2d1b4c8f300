// Asks whether it is there, and looks again.
#include "exercise.hpp"

int price_of(PriceList& list, int product, const std::function<int(int)>& ask) {
    {
        const std::lock_guard lock{list.mutex};
        if (list.known.contains(product)) return list.known.at(product);
    }
    const int price = ask(product);
    const std::lock_guard lock{list.mutex};
    if (!list.known.contains(product)) list.known[product] = price;
    return list.known[product];
}
