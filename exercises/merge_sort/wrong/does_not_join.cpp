// expects: joinable_thread_destroyed
#include <algorithm>
#include <thread>

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
    std::inplace_merge(cards.begin(), cards.begin() + static_cast<std::ptrdiff_t>(middle),
                       cards.end());
}
