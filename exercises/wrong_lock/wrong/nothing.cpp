// expects: wrong_result
#include "exercise.hpp"

void sell(Till& /*till*/, const std::function<int()>& /*pay*/) {}

Reading read(Till& /*till*/) {
    return {.cash = 12, .sales = 2};
}
