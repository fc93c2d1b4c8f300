// Merges into a new vector, and copies it back.
#include <algorithm>
#include <iterator>
#include <thread>
#include <vector>

#include "exercise.hpp"

void merge_sort(std::span<int> cards, std::size_t cutoff,
                const std::function<void(std::span<int>)>& sort_few) {
    if (cards.size() <= cutoff) {
        sort_few(cards);
        return;
    }
    const std::size_t middle = cards.size() / 2;
    std::thread left{[&] { merge_sort(cards.first(middle), cutoff, sort_few); }};
    merge_sort(cards.subspan(middle), cutoff, sort_few);
    left.join();
    std::vector<int> merged;
    std::ranges::merge(cards.first(middle), cards.subspan(middle), std::back_inserter(merged));
    std::ranges::copy(merged, cards.begin());
}
