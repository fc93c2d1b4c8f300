#include "common/harness/many_ratios.hpp"

#include <cstddef>

namespace triptych::harness {

std::vector<Statistics> ratios_to_fastest(const Competitor& fastest,
                                          std::span<const Competitor> others, double error) {
    std::vector<Statistics> ratios(others.size());
    std::vector<std::size_t> undecided(others.size());
    for (std::size_t i = 0; i < undecided.size(); ++i)
        undecided[i] = i;
    while (!undecided.empty()) {
        const auto left = static_cast<double>(undecided.size());
        const double pairs = left * (left + 1) / 2;
        for (const std::size_t i : undecided)
            ratios[i] =
                ratio(others[i].values, fastest.values,
                      {.error = error / pairs, .both_wait = others[i].waits && fastest.waits});
        if (std::erase_if(undecided, [&](std::size_t i) { return differs(ratios[i]); }) == 0) break;
    }
    return ratios;
}

}  // namespace triptych::harness
