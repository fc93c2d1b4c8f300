/// Producer and consumer with threads: they share a bounded queue with a mutex and two condition
/// variables, on which they wait for each other. A stop request cancels a consumer.
#include "common/workloads/producer_consumer.hpp"

#include <thread>
#include <vector>

#include "threads/primitives/queue.hpp"

namespace triptych::threads {
namespace {

using Items = Queue<Item>;

void produce(const Trade& trade, int producer, Items& items, const std::stop_token& stop) {
    for (std::int64_t number = producer; number < trade.items; number += trade.producers) {
        if (const auto pause = trade.pause_before_put(number)) std::this_thread::sleep_for(*pause);
        if (!items.put(put_now(number), stop)) return;
    }
}

void consume(const Trade& trade, Items& items, std::span<Receipt> receipts,
             const std::stop_token& stop) {
    while (const auto item = items.get(stop)) {
        note_got(*item, receipts);
        if (const auto pause = trade.pause_after_get(item->number))
            std::this_thread::sleep_for(*pause);
        items.task_done();
    }
}

}  // namespace

std::vector<Receipt> producer_consumer(const Trade& trade) {
    std::vector<Receipt> receipts(static_cast<std::size_t>(trade.items));
    Items items{queue_room};
    std::vector<std::jthread> consumers;
    for (int consumer = 0; consumer < trade.consumers; ++consumer)
        consumers.emplace_back(
            [&](const std::stop_token& stop) { consume(trade, items, receipts, stop); });
    std::vector<std::jthread> producers;
    for (int producer = 0; producer < trade.producers; ++producer)
        producers.emplace_back(
            [&, producer](const std::stop_token& stop) { produce(trade, producer, items, stop); });
    for (std::jthread& producer : producers)
        producer.join();
    items.join();
    for (std::jthread& consumer : consumers)
        consumer.request_stop();
    for (std::jthread& consumer : consumers)
        consumer.join();
    return receipts;
}

}  // namespace triptych::threads
