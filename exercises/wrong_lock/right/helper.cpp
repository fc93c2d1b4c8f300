// A helper that does anything under the till's lock.
#include "exercise.hpp"

namespace {

template <class Work>
auto with(Till& till, const Work& work) {
    std::unique_lock lock{till.mutex};
    return work(till.cash, till.sales);
}

}  // namespace

void sell(Till& till, const std::function<int()>& pay) {
    with(till, [&](int& cash, int& sales) {
        cash += pay();
        ++sales;
    });
}

Reading read(Till& till) {
    return with(till, [](int cash, int sales) { return Reading{.cash = cash, .sales = sales}; });
}
