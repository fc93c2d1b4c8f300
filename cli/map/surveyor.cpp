#include "cli/map/surveyor.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "benches/catalog/catalog.hpp"
#include "cli/environment.hpp"
#include "cli/prices/price_list.hpp"
#include "cli/run/selection.hpp"
#include "cli/terminal.hpp"
#include "common/cores.hpp"
#include "common/harness/canary.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/schedule.hpp"
#include "common/harness/summary.hpp"
#include "common/workloads/mixed.hpp"

namespace triptych::cli {
namespace {

using harness::Result;

/// The prices of beginning a task, and of beginning one that sleeps once.
struct BeginAndSleep {
    const char* begin;
    const char* sleep;
};

constexpr std::array priced{
    BeginAndSleep{"threads.create_many_and_join", "threads.create_many_that_sleep"},
    BeginAndSleep{"processes.fork_many_and_wait", "processes.fork_many_that_sleep"},
    BeginAndSleep{"coroutines.create_and_resume", "coroutines.sleep"}};

/// Every I/O share and number of tasks that may be measured.
TradeoffGrid all_places() {
    std::vector<int> shares;
    for (int share = 0; share <= 100; share += 5)
        shares.push_back(share);
    return {shares, {1, 3, 10, 30, 100, 300, 1'000, 3'000, 10'000}};
}

/// The number of repetitions that is needed to tell two apart.
int repetitions_at(Spot spot) {
    return spot.tasks < 100 ? harness::enough_repetitions
                            : static_cast<int>(harness::fewest_values);
}

}  // namespace

Surveyor::Surveyor(Seconds limit, bool quick)
    : limit_{limit},
      quick_{quick},
      progress_{takes_control_sequences(stderr), terminal_width(stderr)},
      survey_{.grid = all_places(),
              .task_seconds = in_seconds(task_time),
              .turns = task_turns,
              .cores = cores_allowed(),
              .implementations = {"threads", "processes", "coroutines"}} {}

void Surveyor::survey() {
    std::vector<Spot> coarse = survey_.grid.coarse(quick_ ? 10 : 5, 2);
    std::erase_if(coarse, [&](Spot spot) {
        return takes_long(spot) && (quick_ || spot.io_percent % 50 != 0);
    });
    places_ = coarse.size();
    measure_prices();
    // In random order, so that changes of the machine do not look like an effect of the place.
    coarse_begun_ = Clock::now();
    for (const std::size_t next : harness::shuffled(coarse.size(), seed, 0))
        measure(coarse[next]);
    while (!stopped_ && Clock::now() - start_ <= limit_) {
        const std::vector<Spot> closer = survey_.grid.closer_looks();
        const auto next =
            std::ranges::find_if(closer, [&](Spot spot) { return !quick_ || !takes_long(spot); });
        if (next == closer.end()) break;
        measure(*next);
    }
    progress_.clear();
}

/// The coarse grid has no time limit; the refinement ends at the limit, however many places that
/// are.
void Surveyor::show_progress(const std::string& name) {
    const Clock::time_point now = Clock::now();
    if (places_done_ >= places_) {
        progress_.show(
            progress_text_.more("closer looks", places_done_, limit_ - (now - start_), name));
        return;
    }
    const auto left = harness::time_left(places_done_, places_, now - coarse_begun_, std::nullopt);
    const Seconds until_limit = limit_ - (now - start_);
    progress_.show(progress_text_(places_done_, places_,
                                  std::max(until_limit, left.value_or(Seconds{0})), name));
}

/// Whether a place takes seconds for each implementation if its tasks only compute. In a quick
/// survey a tenth of that is long.
bool Surveyor::takes_long(Spot spot) const {
    return spot.tasks > (quick_ ? 100 : 1'000);
}

/// Measures what a task costs in addition to its waiting and computing.
void Surveyor::measure_prices() {
    std::vector<Price> wanted;
    for (const auto& [beginning, sleeping] : priced)
        for (const char* const implementation : {beginning, sleeping})
            wanted.push_back(price_of(implementation));
    wanted.push_back(price_of("threads.sleep_lateness"));
    const PriceList list = PriceList::measure(
        wanted,
        {.repetitions = quick_ ? 3 : 5,
         .stop_descriptor = signals_.descriptor(),
         .before_run = [&](const std::string& name) { show_progress("price of " + name); }},
        false);
    stopped_ = list.stopped();
    const auto seconds = [&](const char* implementation) {
        const Price& price = price_of(implementation);
        const auto measured = list.seconds(price);
        if (!measured) unpriced_.emplace_back(price.what);
        return measured ? measured->median : 0;
    };
    const auto task_price = [&](const BeginAndSleep& one) {
        const double begin = seconds(one.begin);
        return TaskPrice{.begin = begin, .sleep = std::max(0.0, seconds(one.sleep) - begin)};
    };
    survey_.prices = {.thread = task_price(priced[0]),
                      .process = task_price(priced[1]),
                      .coroutine = task_price(priced[2]),
                      .lateness = seconds("threads.sleep_lateness")};
}

void Surveyor::measure(Spot spot) {
    if (stopped_) return;
    const Workload& mixed = *std::ranges::find(catalog(), "mixed", &Workload::name);
    std::vector<Result> group;
    for (const Implementation& implementation : mixed.implementations)
        if (std::ranges::find(survey_.implementations, implementation.name()) !=
            survey_.implementations.end())
            group.push_back(
                unmeasured(mixed, implementation, spot.tasks, {{"io", spot.io_percent}}));
    harness::Measurement measurement{
        {.bench = find_bench(),
         .seed = seed,
         .repetitions = repetitions_at(spot),
         .margin = harness::narrow_margin,
         .stop_descriptor = signals_.descriptor(),
         .before_run = [&](const Result& next) { show_progress(next.benchmark.name()); },
         .canary = find_canary(),
         .cpu_time = find_cpu_time()}};
    measurement.measure(group, std::nullopt);
    stopped_ = measurement.stopped();
    ++places_done_;
    if (!stopped_) keep(spot, group);
}

void Surveyor::keep(Spot spot, const std::vector<harness::Result>& group) {
    Times times;
    for (const Result& result : group) {
        if (result.measured())
            times[result.benchmark.implementation()] = harness::wall_seconds(result);
        else
            survey_.missing[spot][result.benchmark.implementation()] = result.reason;
        any_failed_ = any_failed_ || result.outcome == harness::Outcome::failed;
    }
    const bool computes = spot.io_percent <= 100 * (1 - harness::mostly_computing);
    const double speedup = group.front().speedup.value_or(2);
    survey_.grid.put(spot, std::move(times), computes && speedup < harness::least_speedup);
}

}  // namespace triptych::cli
