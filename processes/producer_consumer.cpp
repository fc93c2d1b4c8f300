/// Producer and consumer with processes: they share a bounded queue in shared memory. A pool
/// watches all workers, because the others would wait for a killed one for ever.
#include "common/workloads/producer_consumer.hpp"

#include <thread>
#include <vector>

#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/queue.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/shared_array.hpp"

namespace triptych::processes {
namespace {

using Items = Queue<Item, queue_room>;

void produce(const Trade& trade, int producer, Items& items) {
    for (std::int64_t number = producer; number < trade.items; number += trade.producers) {
        if (const auto pause = trade.pause_before_put(number)) std::this_thread::sleep_for(*pause);
        items.put(put_now(number));
    }
}

void consume(const Trade& trade, Items& items, std::span<Receipt> receipts) {
    while (const auto item = items.get()) {
        note_got(*item, receipts);
        if (const auto pause = trade.pause_after_get(item->number))
            std::this_thread::sleep_for(*pause);
        items.task_done();
    }
}

}  // namespace

std::vector<Receipt> producer_consumer(const Trade& trade) {
    SharedArray<Receipt> receipts{static_cast<std::size_t>(trade.items)};
    Shared<Items> items;
    constexpr int joiners = 1;
    ProcessPool pool{trade.consumers + trade.producers + joiners, OnDeath::break_pool};
    std::vector<Future<void>> consumers;
    for (int consumer = 0; consumer < trade.consumers; ++consumer)
        consumers.push_back(pool.submit([&] { consume(trade, *items, receipts.values()); }));
    std::vector<Future<void>> producers;
    for (int producer = 0; producer < trade.producers; ++producer)
        producers.push_back(pool.submit([&, producer] { produce(trade, producer, *items); }));
    for (const Future<void>& producer : producers)
        producer.result();
    pool.submit([&] { items->join(); }).result();
    items->close();
    for (const Future<void>& consumer : consumers)
        consumer.result();
    const auto written = receipts.values();
    return {written.begin(), written.end()};
}

}  // namespace triptych::processes
