/// By oneTBB: what one would use for CPU-bound work, and a queue.
#include <algorithm>
#include <functional>
#include <tbb/combinable.h>
#include <tbb/concurrent_queue.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>
#include <tbb/task_group.h>
#include <thread>
#include <vector>

#include "benches/peers/peers.hpp"

namespace triptych::peers {

Values tbb_merge_sort(Values values) {
    tbb::parallel_sort(values);
    return values;
}

Lists tbb_sort_many(Lists lists) {
    tbb::parallel_for(std::size_t{0}, lists.size(),
                      [&](std::size_t i) { std::ranges::sort(lists[i]); });
    return lists;
}

Lists tbb_sort_many_task_group(Lists lists) {
    tbb::task_group group;
    for (Values& list : lists)
        group.run([&list] { std::ranges::sort(list); });
    group.wait();
    return lists;
}

std::int64_t tbb_shared_counter(const Race& race) {
    tbb::combinable<std::int64_t> counters{[] { return std::int64_t{0}; }};
    tbb::parallel_for(std::int64_t{0}, race.total(), [&](std::int64_t) { ++counters.local(); });
    return counters.combine(std::plus{});
}

std::vector<Receipt> tbb_producer_consumer(const Trade& trade) {
    std::vector<Receipt> receipts(static_cast<std::size_t>(trade.items));
    constexpr std::int64_t no_more = -1;  // abort() wakes only those who wait by then
    tbb::concurrent_bounded_queue<Item> items;
    items.set_capacity(queue_room);
    const auto produce = [&](int producer) {
        for (std::int64_t number = producer; number < trade.items; number += trade.producers) {
            if (const auto pause = trade.pause_before_put(number))
                std::this_thread::sleep_for(*pause);
            items.push(put_now(number));
        }
    };
    const auto consume = [&] {
        Item item{};
        for (items.pop(item); item.number != no_more; items.pop(item)) {
            note_got(item, receipts);
            if (const auto pause = trade.pause_after_get(item.number))
                std::this_thread::sleep_for(*pause);
        }
    };
    std::vector<std::jthread> consumers;
    for (int consumer = 0; consumer < trade.consumers; ++consumer)
        consumers.emplace_back(consume);
    std::vector<std::jthread> producers;
    for (int producer = 0; producer < trade.producers; ++producer)
        producers.emplace_back(produce, producer);
    for (std::jthread& producer : producers)
        producer.join();
    for (int consumer = 0; consumer < trade.consumers; ++consumer)
        items.push(put_now(no_more));
    for (std::jthread& consumer : consumers)
        consumer.join();
    return receipts;
}

}  // namespace triptych::peers
