#include "benches/mpi/rank_workloads.hpp"

#include <map>
#include <string>

#include "benches/catalog/prepared_run.hpp"
#include "benches/implementations/mpi.hpp"

namespace triptych {
namespace {

using processes::mpi::World;
using PrepareRanks = PreparedRun (*)(World&, std::int64_t size, std::uint64_t seed,
                                     const Parameters&);

PreparedRun sorting(World& world, std::int64_t size, std::uint64_t seed,
                    const Parameters& /*set*/) {
    Lists lists = world.is_root() ? make_lists(size, seed) : Lists{};
    auto input = fingerprints(lists);
    return prepare_run(
        std::move(lists),
        [&world](Lists&& unsorted) {
            return processes::mpi::sort_many(world, std::move(unsorted));
        },
        [input](const Lists& sorted) { return check_sorted_lists(input, sorted); },
        [](const Lists&) { return Metrics{}; });
}

template <std::int64_t (*solve)(World&, const Race&)>
PreparedRun counting(World& world, std::int64_t size, std::uint64_t /*seed*/,
                     const Parameters& /*set*/) {
    const Race race{.additions = size};
    return prepare_run(
        race, [&world](const Race& additions) { return solve(world, additions); },
        [race](std::int64_t count) { return check_nothing_lost(race, count); },
        [race](std::int64_t count) { return lost_updates(race, count); });
}

}  // namespace

std::optional<PreparedRun> prepare_ranks(World& world, std::string_view implementation,
                                         std::int64_t size, std::uint64_t seed,
                                         const Parameters& set) {
    namespace mpi = processes::mpi;
    static const std::map<std::string_view, PrepareRanks> all{
        {"shared_counter.one_sided", counting<mpi::shared_counter_one_sided>},
        {"shared_counter.messages", counting<mpi::shared_counter_messages>},
        {"sort_many", sorting}};
    const auto found = all.find(implementation);
    if (found == all.end()) return std::nullopt;
    return found->second(world, size, seed, set);
}

}  // namespace triptych
