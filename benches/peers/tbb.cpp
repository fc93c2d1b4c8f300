/// The workloads with oneTBB, a library for CPU-bound work.
///
/// Concepts: work stealing
#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>
#include <tbb/blocked_range.h>
#include <tbb/concurrent_queue.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>
#include <tbb/version.h>
#include <thread>
#include <vector>

#include "benches/peers/peers.hpp"

namespace triptych::peers {
namespace {

/// Runs `work()` with `workers` threads, including this one, even if there are fewer cores.
template <typename Work>
void by_workers(int workers, Work work) {
    const tbb::global_control allowed{tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(workers)};
    tbb::task_arena{workers}.execute(work);
}

template <typename Part>
std::int64_t count_by_group(const Part& part, int grain) {
    if (levels(part) <= grain) return count(part);
    const int last = parts_of(part) - 1;
    if (last < 0) return 0;
    std::array<std::int64_t, Part::most_parts> counts{};
    tbb::task_group group;
    for (int i = 0; i < last; ++i)
        group.run([&, i] {
            counts[static_cast<std::size_t>(i)] = count_by_group(part_of(part, i), grain);
        });
    counts[static_cast<std::size_t>(last)] = count_by_group(part_of(part, last), grain);
    group.wait();
    return std::accumulate(counts.begin(), counts.begin() + last + 1, std::int64_t{0});
}

}  // namespace

std::optional<std::string> why_no_tbb() {
    return std::nullopt;
}

std::string tbb_version() {
    return TBB_VERSION_STRING;
}

Values tbb_merge_sort(Values values) {
    tbb::parallel_sort(values);
    return values;
}

Lists tbb_sort_many(Lists lists, int workers) {
    by_workers(workers, [&] {
        tbb::parallel_for(std::size_t{0}, lists.size(),
                          [&](std::size_t i) { std::ranges::sort(lists[i]); });
    });
    return lists;
}

Lists tbb_sort_many_task_group(Lists lists, int workers) {
    by_workers(workers, [&] {
        tbb::task_group group;
        for (Values& list : lists)
            group.run([&list] { std::ranges::sort(list); });
        group.wait();
    });
    return lists;
}

std::int64_t tbb_fork_join(const Division& division) {
    std::int64_t sum = 0;
    by_workers(division.workers, [&] {
        sum = division.of_whole(
            [&](const auto& whole) { return count_by_group(whole, division.grain); });
    });
    return sum;
}

std::int64_t tbb_shared_counter(const Race& race) {
    using Counter = std::atomic<std::int64_t>;          // prevents merging the additions into one
    tbb::enumerable_thread_specific<Counter> counters;  // each on cache lines of its own
    tbb::parallel_for(tbb::blocked_range{std::int64_t{0}, race.total()}, [&](const auto& range) {
        Counter& mine = counters.local();
        for (std::int64_t i = range.begin(); i < range.end(); ++i)
            mine.fetch_add(1, std::memory_order_relaxed);
    });
    std::int64_t sum = 0;
    for (const Counter& counter : counters)
        sum += counter;
    return sum;
}

std::vector<Receipt> tbb_producer_consumer(const Trade& trade) {
    std::vector<Receipt> receipts(static_cast<std::size_t>(trade.items));
    constexpr std::int64_t no_more = -1;  // a last item, because abort() wakes only current waiters
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
