// expects: wrong_result
#include "exercise.hpp"

int price_of(PriceList& /*list*/, int product, const std::function<int(int)>& ask) {
    return ask(product);
}
