#include "common/harness/schedule.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "common/random.hpp"
#include "common/stable_order.hpp"

namespace triptych::harness {

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t round) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random{seed * 1'000'003 + round};
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[random_below(random, static_cast<std::uint32_t>(i))]);
    return order;
}

namespace {

/// Serves the cheapest first: each gets what it needs, but not more than an equal share of what is
/// left for it and the others. Returns what the one at `place` gets, and takes it all off `left`.
Seconds serve(std::span<const Seconds> needs, std::size_t place, Seconds& left) {
    std::vector<std::size_t> order(needs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    sort_stably(order, [&](std::size_t i) { return needs[i]; });
    Seconds got{0};
    std::size_t waiting = needs.size();
    for (const std::size_t i : order) {
        const Seconds share = std::min(needs[i], left / static_cast<double>(waiting--));
        left -= share;
        if (i == place) got = share;
    }
    return got;
}

}  // namespace

std::optional<Seconds> Plan::share() const {
    if (!left_) return std::nullopt;
    std::vector<Seconds> least;
    std::vector<Seconds> extra;
    for (std::size_t i = next_; i < needs_.size(); ++i) {
        least.push_back(needs_[i].least);
        extra.push_back(needs_[i].extra);
    }
    Seconds left = *left_;
    const Seconds for_least = serve(least, 0, left);
    const Seconds for_extra = serve(extra, 0, left);
    return for_least + for_extra + left / static_cast<double>(least.size());
}

bool Plan::least_fits(Seconds slack) const {
    if (!left_) return true;
    Seconds sum{0};
    for (std::size_t i = next_; i < needs_.size(); ++i)
        sum += needs_[i].least;
    return sum <= *left_ + slack;
}

void Plan::spend(Seconds time) {
    if (left_) *left_ = std::max(Seconds{0}, *left_ - time);
    ++next_;
}

}  // namespace triptych::harness
