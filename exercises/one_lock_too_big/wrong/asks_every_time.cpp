// expects: wrong_result
#include "exercise.hpp"

int price_of(PriceList& list, int product, const std::function<int(int)>& ask) {
    const int price = ask(product);
    const std::lock_guard lock{list.mutex};
    return list.known.emplace(product, price).first->second;
}
