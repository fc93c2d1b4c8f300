// The orders are made by a function, from pairs of a thread and a number of steps.
#include <utility>

#include "exercise.hpp"

namespace {

Order order_of(const std::vector<std::pair<int, int>>& turns) {
    Order order;
    for (const auto& [thread, steps] : turns)
        order.insert(order.end(), static_cast<std::size_t>(steps), thread);
    return order;
}

}  // namespace

Order lose_a_ticket() {
    return order_of({{1, 1}, {2, 2}, {1, 1}});
}

Order stop_both_tills() {
    return order_of({{1, 1}, {2, 1}});
}

Order miss_the_bell() {
    return order_of({{0, 3}, {1, 3}});
}
