// Looks a second time before it writes.
#include "exercise.hpp"

int price_of(PriceList& list, int product, const std::function<int(int)>& ask) {
    list.mutex.lock();
    bool is_known = list.known.contains(product);
    int price = is_known ? list.known[product] : 0;
    list.mutex.unlock();
    if (is_known) return price;
    price = ask(product);
    const std::lock_guard lock{list.mutex};
    is_known = list.known.contains(product);
    if (!is_known) list.known[product] = price;
    return list.known[product];
}
