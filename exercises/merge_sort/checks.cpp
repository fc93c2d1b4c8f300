#include <algorithm>
#include <mutex>
#include <vector>

#include "exercise.hpp"
#include "exercises/support/check.hpp"
#include "exercises/support/meeting.hpp"

namespace triptych::exercises {
namespace {

std::string shown(const std::vector<int>& numbers) {
    std::string text;
    for (const int number : numbers)
        text += (text.empty() ? "" : ", ") + std::to_string(number);
    return "{" + text + "}";
}

/// Insertion sort: it needs no memory of its own.
void sort_few_cards(std::span<int> cards) {
    for (std::size_t i = 1; i < cards.size(); ++i)
        for (std::size_t k = i; k > 0 && cards[k] < cards[k - 1]; --k)
            std::swap(cards[k], cards[k - 1]);
}

void sorts(std::vector<int> cards, std::size_t cutoff, std::vector<std::size_t> pieces) {
    const std::string before = shown(cards);
    std::vector<int> expected = cards;
    std::ranges::sort(expected);
    std::mutex mutex;
    std::vector<std::size_t> sizes;
    merge_sort(cards, cutoff, [&](std::span<int> few) {
        {
            const std::lock_guard lock{mutex};
            sizes.push_back(few.size());
        }
        sort_few_cards(few);
    });
    expect(cards == expected, "merge_sort made " + before + " to " + shown(cards));
    std::ranges::sort(sizes);
    expect(sizes == pieces, "with a cutoff of " + std::to_string(cutoff) + ", the pieces of " +
                                std::to_string(cards.size()) + " cards have the sizes " +
                                shown({sizes.begin(), sizes.end()}) + ", expected " +
                                shown({pieces.begin(), pieces.end()}));
}

void few_cards() {
    sorts({3, 1, 2}, 3, {3});
    sorts({1}, 1, {1});
    sorts({}, 4, {0});
}

void many_cards() {
    sorts({8, 7, 6, 5, 4, 3, 2, 1}, 2, {2, 2, 2, 2});
    sorts({5, 1, 4, 2, 3}, 2, {1, 2, 2});
    sorts({9, 2, 7, 4, 5, 6, 3, 8, 1, 0}, 5, {5, 5});
}

void halves_overlap() {
    std::vector<int> cards{4, 3, 2, 1};
    Meeting meeting{2};
    merge_sort(cards, 2, [&](std::span<int> few) {
        if (few.size() == 2) meeting.enter();  // another size is not the overlap's fault
        sort_few_cards(few);
    });
    expect(std::ranges::is_sorted(cards), "merge_sort of {4, 3, 2, 1} made it " + shown(cards));
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "few cards are one piece", .run = few_cards},
        {.name = "many cards are cut into halves, and merged", .run = many_cards},
        {.name = "both halves can be sorted at the same time",
         .run = halves_overlap,
         .explored = true,
         .if_stuck = "sequential_in_disguise"},
    };
}

}  // namespace triptych::exercises
