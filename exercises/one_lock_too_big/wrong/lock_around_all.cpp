// expects: over_synchronised
#include "exercise.hpp"

int price_of(PriceList& list, int product, const std::function<int(int)>& ask) {
    const std::scoped_lock lock{list.mutex};
    if (list.known.contains(product)) return list.known.at(product);
    return list.known[product] = ask(product);
}
