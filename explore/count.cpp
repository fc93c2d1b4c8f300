#include "explore/count.hpp"

#include <algorithm>
#include <array>

namespace triptych::explore {
namespace {

constexpr std::size_t most_sets = 20'000;
constexpr Count most_ways = 1e300;  // more is no number

/// The threads that took steps, and their events in order.
struct Chains {
    std::array<int, most_threads> column{};  // of a thread
    Vector<int> thread;                      // of a column
    Vector<Vector<const Event*>> events;     // of a column

    explicit Chains(const Vector<Event>& all) {
        column.fill(-1);
        for (const Event& event : all) {
            int& place = column[static_cast<std::size_t>(event.thread)];
            if (place < 0) {
                place = static_cast<int>(thread.size());
                thread.push_back(event.thread);
                events.emplace_back();
            }
            events[static_cast<std::size_t>(place)].push_back(&event);
        }
    }
};

}  // namespace

Count schedules_like(const Vector<Event>& all) {
    const Chains chains{all};
    const std::size_t columns = chains.thread.size();
    std::size_t sets = 1;
    Vector<std::size_t> stride(columns);
    for (std::size_t i = 0; i < columns; ++i) {
        stride[i] = sets;
        sets *= chains.events[i].size() + 1;
        if (sets > most_sets) return -1;
    }
    Vector<Count> ways(sets, 0);
    ways[0] = 1;
    Vector<std::size_t> done(columns, 0);  // events of each chain in this set
    for (std::size_t set = 0; set < sets; ++set) {
        for (std::size_t i = 0; ways[set] != 0 && i < columns; ++i) {
            if (done[i] == chains.events[i].size()) continue;
            const Event& next = *chains.events[i][done[i]];
            bool possible = true;
            for (std::size_t k = 0; possible && k < columns; ++k) {
                if (k == i) continue;
                // A thread's time is the number of its steps.
                possible = next.clock[chains.thread[k]] <= static_cast<std::int16_t>(done[k]);
            }
            if (possible) ways[set + stride[i]] += ways[set];
        }
        for (std::size_t i = 0; i < columns; ++i) {  // the next set, as an odometer
            if (++done[i] <= chains.events[i].size()) break;
            done[i] = 0;
        }
    }
    return ways[sets - 1];
}

Count interleavings(const Vector<Event>& all) {
    const Chains chains{all};
    Count ways = 1;
    std::size_t total = 0;
    for (const auto& chain : chains.events)
        for (std::size_t i = 1; i <= chain.size(); ++i)
            ways = ways * static_cast<Count>(++total) / static_cast<Count>(i);
    return std::min(ways, most_ways);
}

}  // namespace triptych::explore
