// expects: over_synchronised
#include "exercise.hpp"

int price_of(PriceList& list, int product, const std::function<int(int)>& ask) {
    static std::mutex asking;
    const std::lock_guard one_at_a_time{asking};
    {
        const std::lock_guard lock{list.mutex};
        if (list.known.contains(product)) return list.known.at(product);
    }
    const int price = ask(product);
    const std::lock_guard lock{list.mutex};
    list.known[product] = price;
    return price;
}
