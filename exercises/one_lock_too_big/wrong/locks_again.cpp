// expects: locked_twice, without explore: over_synchronised
#include "exercise.hpp"

int price_of(PriceList& list, int product, const std::function<int(int)>& ask) {
    const std::lock_guard lock{list.mutex};
    const auto found = list.known.find(product);
    if (found != list.known.end()) return found->second;
    const int price = ask(product);
    const std::lock_guard again{list.mutex};
    return list.known.emplace(product, price).first->second;
}
