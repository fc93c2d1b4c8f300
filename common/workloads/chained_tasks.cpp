#include "common/workloads/chained_tasks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace triptych {
namespace {

constexpr Delay shortest = std::chrono::milliseconds{1};
constexpr Delay longest = std::chrono::milliseconds{4};

}  // namespace

std::vector<Chain> make_chains(std::int64_t count, std::uint64_t seed) {
    Random random{seed};
    std::vector<Chain> chains;
    chains.reserve(static_cast<std::size_t>(count));
    for (std::int32_t id = 0; id < count; ++id) {
        Chain& chain = chains.emplace_back(Chain{id, random(), {}});
        for (Delay& wait : chain.waits)
            wait = random_delay(random, shortest, longest);
    }
    return chains;
}

std::vector<Finding> last_findings(std::span<const Chain> chains) {
    std::vector<Finding> findings;
    findings.reserve(chains.size());
    for (const Chain& chain : chains)
        findings.push_back(
            std::accumulate(chain.waits.begin(), chain.waits.end(), chain.start, derive));
    return findings;
}

std::string check_findings(std::span<const Finding> expected, std::span<const Finding> found) {
    if (found.size() != expected.size())
        return fmt::format("{} of {} chains have ended", found.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        if (found[i] != expected[i])
            return fmt::format(
                "chain {} ended with {}, but with its phases in order it ends with {}", i, found[i],
                expected[i]);
    return {};
}

double longest_chain_seconds(std::span<const Chain> chains) {
    Delay most{0};
    for (const Chain& chain : chains)
        most = std::max(most, std::accumulate(chain.waits.begin(), chain.waits.end(), Delay{0}));
    return in_seconds(most);
}

}  // namespace triptych
