#include "common/harness/schedule.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "common/random.hpp"

namespace triptych::harness {

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t round) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random{seed * 1'000'003 + round};
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[random_below(random, static_cast<std::uint32_t>(i))]);
    return order;
}

void Budget::begin_workload(std::size_t sizes, double part) {
    sizes_left_ = sizes;
    if (left_) workload_left_ = *left_ * part;
}

std::optional<Seconds> Budget::share() const {
    if (!left_) return std::nullopt;
    return workload_left_ / static_cast<double>(std::max<std::size_t>(1, sizes_left_));
}

void Budget::spend(Seconds time) {
    if (left_) *left_ = std::max(Seconds{0}, *left_ - time);
    workload_left_ = std::max(Seconds{0}, workload_left_ - time);
    if (sizes_left_ > 0) --sizes_left_;
}

}  // namespace triptych::harness
