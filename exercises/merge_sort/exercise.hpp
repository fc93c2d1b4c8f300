/// A thread for every card: what you write.
#pragma once

#include <functional>
#include <span>

/// Sorts the cards. Calls sort_few for pieces of at most `cutoff` cards; sorts the halves of larger
/// ones at the same time, and merges them.
void merge_sort(std::span<int> cards, std::size_t cutoff,
                const std::function<void(std::span<int>)>& sort_few);
