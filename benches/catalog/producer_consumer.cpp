#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/python_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "benches/peers/peers.hpp"
#include "common/workloads/sequential.hpp"

namespace triptych {
namespace {

using Receipts = std::vector<Receipt>;

Trade trade_of(std::int64_t size, std::uint64_t seed, const Parameters& set) {
    Trade trade{size, seed};
    set_from(set, "producers", trade.producers);
    set_from(set, "consumers", trade.consumers);
    return trade;
}

auto trading(Receipts (*solve)(const Trade&)) {
    return [solve](std::int64_t size, std::uint64_t seed, const Parameters& set) {
        const Trade trade = trade_of(size, seed, set);
        PreparedRun prepared = prepare_run(
            trade, solve, [=](const Receipts& receipts) { return check_receipts(trade, receipts); },
            [](const Receipts& receipts) { return receipt_metrics(receipts); });
        prepared.wait_seconds = least_trade_seconds(trade);
        prepared.ideal_is_reachable = false;  // with pauses at random, some consumers have no item
        return prepared;
    };
}

/// The numbers of producers and consumers, then the pauses of each item in microseconds.
peers::Lists terms_and_pauses(const Trade& trade) {
    constexpr Delay none{0};
    peers::Lists lists{{trade.producers, trade.consumers, int{queue_room}}, {}, {}};
    for (std::int64_t item = 0; item < trade.items; ++item) {
        lists[1].push_back(trade.pause_before_put(item).value_or(none).count());
        lists[2].push_back(trade.pause_after_get(item).value_or(none).count());
    }
    return lists;
}

Receipts read_receipts(const peers::Lists& output) {
    Receipts receipts;
    for (std::size_t item = 0; item < output.at(0).size(); ++item)
        receipts.push_back({std::chrono::microseconds{output[0][item]}, output.at(1).at(item)});
    return receipts;
}

auto by_python(const char* program) {
    return [program](std::int64_t size, std::uint64_t seed, const Parameters& set) {
        const Trade trade = trade_of(size, seed, set);
        PreparedRun prepared = python_run(
            program, terms_and_pauses(trade), peers::lengths(2, size), read_receipts,
            [=](const Receipts& receipts) { return check_receipts(trade, receipts); },
            receipt_metrics);
        prepared.wait_seconds = least_trade_seconds(trade);
        prepared.ideal_is_reachable = false;  // with pauses at random, some consumers have no item
        return prepared;
    };
}

/// For one item in 16 there is a pause of 200 us on average before put, and for one in 16 after
/// get.
constexpr double seconds_each = 25e-6;

}  // namespace

Workload producer_consumer_workload() {
    return {
        .name = "producer_consumer",
        .problem = "Producers fill a queue that holds 16; consumers empty it.",
        .unit = "items",
        .usual = 10'000,
        .sizes = {100, 10'000},
        .quick = {1'000},
        .largest = 10'000'000,
        .parameters = {{"producers", "number of producers", Trade{}.producers, 1, 1'000},
                       {"consumers", "number of consumers", Trade{}.consumers, 1, 1'000}},
        .implementations = {{"sequential", "", "one item after another", Role::baseline,
                             trading(sequential::producer_consumer),
                             one_after_another(seconds_each, 1)},
                            {"threads", "", "a lock and conditions", Role::contender,
                             trading(threads::producer_consumer), never_skipped},
                            {"processes", "", "the same in shared memory", Role::contender,
                             trading(processes::producer_consumer), never_skipped},
                            {"coroutines", "", "a queue without a lock", Role::contender,
                             trading(coroutines::producer_consumer), never_skipped},
                            {"tbb", "", "tbb::concurrent_bounded_queue", Role::peer,
                             trading(peers::tbb_producer_consumer), skipped_if(peers::why_no_tbb)},
                            {"python", "threading", "queue.Queue", Role::peer,
                             by_python("producer_consumer_threading"), python_takes(100)},
                            {"python", "asyncio", "asyncio.Queue", Role::peer,
                             by_python("producer_consumer_asyncio"), python_takes(100)}},
    };
}

}  // namespace triptych
