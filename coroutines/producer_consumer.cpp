/// Producer and consumer with coroutines: they share a bounded queue, and suspend when they must
/// wait for each other. A consumer is cancelled at the co_await where it waits.
#include "common/workloads/producer_consumer.hpp"

#include <utility>
#include <vector>

#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/queue.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

using Items = Queue<Item>;

Task<> produce(const Trade& trade, int producer, Items& items) {
    for (std::int64_t number = producer; number < trade.items; number += trade.producers) {
        if (const auto pause = trade.pause_before_put(number)) co_await sleep_for(*pause);
        co_await items.put(put_now(number));
    }
}

Task<> consume(const Trade& trade, Items& items, std::span<Receipt> receipts) {
    while (true) {
        const Item item = co_await items.get();
        note_got(item, receipts);
        if (const auto pause = trade.pause_after_get(item.number)) co_await sleep_for(*pause);
        items.task_done();
    }
}

}  // namespace

std::vector<Receipt> producer_consumer(const Trade& trade) {
    std::vector<Receipt> receipts(static_cast<std::size_t>(trade.items));
    Items items{queue_room};
    EventLoop loop;
    std::vector<Future<>> consumers;
    for (int consumer = 0; consumer < trade.consumers; ++consumer)
        consumers.push_back(create_task(consume(trade, items, receipts)));
    std::vector<Task<>> producers;
    for (int producer = 0; producer < trade.producers; ++producer)
        producers.push_back(produce(trade, producer, items));
    run_until_complete(loop, gather(std::move(producers)));
    run_until_complete(loop, items.join());
    for (const Future<>& consumer : consumers)
        consumer.cancel();
    loop.run();
    return receipts;
}

}  // namespace triptych::coroutines
