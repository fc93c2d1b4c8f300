#include "benches/answers.hpp"
#include "benches/peers/peers.hpp"
#include "benches/refusals.hpp"
#include "benches/trial.hpp"
#include "common/sequential.hpp"
#include "coroutines/answers.hpp"
#include "processes/answers.hpp"
#include "threads/answers.hpp"

namespace triptych {
namespace {

using Receipts = std::vector<Receipt>;

auto trading(Receipts (*solve)(const Trade&)) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        const Trade trade{size, seed};
        Trial trial = make_trial(
            trade, solve, [=](const Receipts& receipts) { return check_receipts(trade, receipts); },
            [](const Receipts& receipts) { return receipt_figures(receipts); });
        trial.wait_seconds = least_trade_seconds(trade);
        return trial;
    };
}

/// One item in 16 pauses 200 us on the average before it is put, and one in 16 after.
constexpr double seconds_each = 25e-6;

}  // namespace

Workload producer_consumer_answers() {
    return {
        .name = "producer_consumer",
        .question = "Four make items, four use them up, and a queue between them holds 16.",
        .unit = "items",
        .sizes = {100, 10'000},
        .quick = {1'000},
        .largest = 10'000'000,
        .answers = {{"sequential", "", "one item after another", Role::baseline,
                     trading(sequential::producer_consumer), one_after_another(seconds_each, 0.1)},
                    {"threads", "", "a lock and conditions", Role::contender,
                     trading(threads::producer_consumer), nothing},
                    {"processes", "", "the same in shared memory", Role::contender,
                     trading(processes::producer_consumer), nothing},
                    {"coroutines", "", "a queue without a lock", Role::contender,
                     trading(coroutines::producer_consumer), nothing},
                    {"tbb", "", "tbb::concurrent_bounded_queue", Role::reference,
                     trading(peers::tbb_producer_consumer), nothing}},
    };
}

}  // namespace triptych
