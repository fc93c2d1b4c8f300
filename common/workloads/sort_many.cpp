#include "common/workloads/sort_many.hpp"

#include <fmt/format.h>

#include "common/random.hpp"

namespace triptych {

Lists make_lists(std::int64_t count, std::uint64_t seed) {
    Random random{seed};
    Lists lists(static_cast<std::size_t>(count), Values(list_length));
    for (Values& list : lists)
        for (int& value : list)
            value = static_cast<int>(random_below(random, list_bound));
    return lists;
}

std::vector<Fingerprint> fingerprints(std::span<const Values> lists) {
    std::vector<Fingerprint> prints;
    for (const Values& list : lists)
        prints.push_back(fingerprint(list));
    return prints;
}

std::string check_sorted_lists(std::span<const Fingerprint> input, std::span<const Values> sorted) {
    if (sorted.size() != input.size())
        return fmt::format("{} of {} lists came back", sorted.size(), input.size());
    for (std::size_t i = 0; i < input.size(); ++i)
        if (const auto wrong = check_sorted(input[i], sorted[i]); !wrong.empty())
            return fmt::format("list {}: {}", i, wrong);
    return {};
}

}  // namespace triptych
