// A helper that returns an optional.
#include <optional>

#include "exercise.hpp"

namespace {

std::optional<int> known_price(PriceList& list, int product) {
    const std::lock_guard lock{list.mutex};
    const auto found = list.known.find(product);
    return found == list.known.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace

int price_of(PriceList& list, int product, const std::function<int(int)>& ask) {
    if (const auto known = known_price(list, product)) return *known;
    const int asked = ask(product);
    const std::lock_guard lock{list.mutex};
    return list.known.try_emplace(product, asked).first->second;
}
