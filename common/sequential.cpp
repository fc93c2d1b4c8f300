/// The plain answers: they fit on one screen, and that is worth something too.
#include "common/sequential.hpp"

#include <thread>

namespace triptych::sequential {

Arrivals delayed_messages(std::span<const Message> messages) {
    Arrivals arrived{messages.size()};
    for (const Message& message : messages) {
        std::this_thread::sleep_for(message.delay);
        arrived.put(message.id);
    }
    return arrived;
}

Values merge_sort(Values values) {
    triptych::merge_sort(values);
    return values;
}

Lists sort_many(Lists lists) {
    for (Values& list : lists)
        triptych::merge_sort(list);
    return lists;
}

std::int64_t shared_counter(const Race& race) {
    // volatile, or the compiler would see through the loop: one load and one store each.
    volatile std::int64_t counter = 0;
    for (std::int64_t i = 0; i < race.total(); ++i)
        counter = counter + 1;
    return counter;
}

}  // namespace triptych::sequential
