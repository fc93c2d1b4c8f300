// expects: wrong_result
#include "exercise.hpp"

void merge_sort(std::span<int> cards, std::size_t /*cutoff*/,
                const std::function<void(std::span<int>)>& sort_few) {
    sort_few(cards);
}
