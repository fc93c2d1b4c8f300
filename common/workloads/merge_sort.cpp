#include "common/workloads/merge_sort.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "common/random.hpp"
#include "common/scatter.hpp"

namespace triptych {
namespace {

/// Up to this length insertion sort is faster (measured: 16 to 32 make no difference).
constexpr std::size_t short_run = 16;

void insertion_sort(std::span<int> values) {
    for (std::size_t i = 1; i < values.size(); ++i) {
        const int value = values[i];
        std::size_t hole = i;
        for (; hole > 0 && value < values[hole - 1]; --hole)
            values[hole] = values[hole - 1];
        values[hole] = value;
    }
}

/// Takes the smallest value of two sorted halves, as many times as one half is long. So neither
/// half can become empty, and one comparison per step is enough.
struct Front {
    const int* left;
    const int* right;
    int* out;

    Front(std::span<const int> source, std::span<int> target)
        : left{source.data()}, right{left + source.size() / 2}, out{target.data()} {}

    void step() {
        const bool take_left = *left <= *right;
        *out++ = take_left ? *left : *right;
        left += take_left;
        right += !take_left;
    }
};

/// The same from the other end: takes the largest.
struct Back {
    const int* first;
    const int* left;
    const int* right;
    int* out;

    Back(std::span<const int> source, std::span<int> target)
        : first{source.data()},
          left{first + source.size() / 2 - 1},
          right{first + source.size() - 1},
          out{target.data() + target.size() - 1} {}

    void step() {
        const bool take_right = *left <= *right;
        *out-- = take_right ? *right : *left;
        right -= take_right;
        left -= !take_right;
    }

    /// If the number of values is odd, one is left in the middle, and the left half may be empty.
    void last_step() const {
        const bool take_right = left < first || *left <= *right;
        *out = take_right ? *right : *left;
    }
};

void merge(std::span<const int> source, std::span<int> target) {
    Front front{source, target};
    Back back{source, target};
    for (std::size_t steps = source.size() / 2; steps > 0; --steps) {
        front.step();
        back.step();
    }
    if (source.size() % 2 == 1) back.last_step();
}

}  // namespace

void merge_sort(std::span<int> target, std::span<int> scratch) {
    if (target.size() <= short_run) {
        insertion_sort(target);
        return;
    }
    merge_sort(lower(scratch), lower(target));
    merge_sort(upper(scratch), upper(target));
    merge(scratch, target);
}

void merge_sort(Values& values) {
    Values scratch{values};
    merge_sort(values, scratch);
}

void merge_low(std::span<const int> source, std::span<int> target) {
    Front front{source, target};
    for (std::size_t steps = source.size() / 2; steps > 0; --steps)
        front.step();
}

void merge_high(std::span<const int> source, std::span<int> target) {
    if (source.empty()) return;  // its data() may be null
    Back back{source, target};
    for (std::size_t steps = source.size() / 2; steps > 0; --steps)
        back.step();
    if (source.size() % 2 == 1) back.last_step();
}

Values make_values(std::int64_t count, std::uint64_t seed) {
    Random random{seed};
    Values values(static_cast<std::size_t>(count));
    for (int& value : values)
        value = static_cast<int>(static_cast<std::uint32_t>(random()));
    return values;
}

Fingerprint fingerprint(std::span<const int> values) {
    std::uint64_t sum = 0;
    for (const int value : values)
        sum += scatter(static_cast<std::uint32_t>(value));
    return {values.size(), sum};
}

std::string check_sorted(const Fingerprint& input, std::span<const int> sorted) {
    if (sorted.size() != input.size)
        return fmt::format("{} of {} values came back", sorted.size(), input.size);
    if (const auto wrong = std::ranges::is_sorted_until(sorted); wrong != sorted.end())
        return fmt::format("value {} is {}, but comes after {}", wrong - sorted.begin(), *wrong,
                           *std::prev(wrong));
    if (fingerprint(sorted) != input) return "the values are in order, but not those of the input";
    return {};
}

}  // namespace triptych
