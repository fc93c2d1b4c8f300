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

/// What a rank knows of its part, before and after it was sorted.
struct Part {
    Fingerprint input;
    Fingerprint output;
    int first = 0;
    int last = 0;
    bool is_in_order = false;
};

/// Returns, at the root, an error message; empty if the ranks have all values, in order. So no rank
/// needs to have them all.
std::string check_parts(World& world, const Fingerprint& input, const Values& sorted) {
    const Fingerprint output = fingerprint(sorted);
    const Part part{.input = input,
                    .output = output,
                    .first = sorted.empty() ? 0 : sorted.front(),
                    .last = sorted.empty() ? 0 : sorted.back(),
                    .is_in_order = check_sorted(output, sorted).empty()};
    Fingerprint all_input;
    Fingerprint all_output;
    const Part* before = nullptr;  // the last one that has values
    const auto parts = world.gather(std::span{&part, 1});
    for (const auto& gathered : parts) {
        const Part& next = gathered.at(0);
        all_input = {all_input.size + next.input.size, all_input.sum + next.input.sum};
        all_output = {all_output.size + next.output.size, all_output.sum + next.output.sum};
        if (!next.is_in_order) return "a rank's values are not in order";
        if (next.output.size == 0) continue;
        if (before != nullptr && next.first < before->last)
            return "a rank has smaller values than the one before it";
        before = &next;
    }
    return all_input == all_output ? "" : "the ranks do not have the values of the input";
}

/// Each rank makes its own part of the values.
PreparedRun sorting_parts(World& world, std::int64_t size, std::uint64_t seed,
                          const Parameters& /*set*/) {
    const std::int64_t begin = size * world.rank() / world.size();
    const std::int64_t end = size * (world.rank() + 1) / world.size();
    Values part = make_values(end - begin, seed + static_cast<std::uint64_t>(world.rank()));
    const Fingerprint input = fingerprint(part);
    return prepare_run(
        std::move(part),
        [&world](Values&& values) { return processes::mpi::merge_sort(world, std::move(values)); },
        [&world, input](const Values& sorted) { return check_parts(world, input, sorted); },
        [](const Values&) { return Metrics{}; });
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
        {"merge_sort", sorting_parts},
        {"shared_counter.one_sided", counting<mpi::shared_counter_one_sided>},
        {"shared_counter.messages", counting<mpi::shared_counter_messages>},
        {"sort_many", sorting}};
    const auto found = all.find(implementation);
    if (found == all.end()) return std::nullopt;
    return found->second(world, size, seed, set);
}

}  // namespace triptych
