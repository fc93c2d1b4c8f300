#include "trace/render/cells.hpp"

#include <algorithm>
#include <array>

namespace triptych::trace {
namespace {

/// A slice of time.
struct Slice {
    Time begin;
    Time end;
};

Slice slice(Time length, std::size_t columns, std::size_t column) {
    const auto at = [&](std::size_t place) {
        return static_cast<Time>(static_cast<double>(length) * static_cast<double>(place) /
                                 static_cast<double>(columns));
    };
    return {at(column), std::max(at(column) + 1, at(column + 1))};
}

Cell look_of(const Span& span) {
    switch (span.state) {
        case State::running: return {.look = Look::running};
        case State::ready: return {.look = Look::ready};
        case State::ready_or_running: return {.look = Look::either};
        case State::waiting: break;
    }
    return {.look = Look::waiting,
            .reason = span.reason,
            .stands_out = span.reason == Reason::mutex || span.blocks_loop};
}

}  // namespace

std::vector<Cell> cells_of(const Lane& lane, Time length, std::size_t columns) {
    std::vector<Cell> cells(columns);
    auto first = lane.spans.begin();
    const Span* marked = nullptr;  // the wait whose letter was drawn
    for (std::size_t column = 0; column < columns; ++column) {
        const auto [begin, end] = slice(length, columns, column);
        while (first != lane.spans.end() && first->end <= begin)
            ++first;
        const Span* longest = nullptr;
        Time most = 0;
        bool runs = false;
        for (auto span = first; span != lane.spans.end() && span->begin < end; ++span) {
            const Time part = std::min(span->end, end) - std::max(span->begin, begin);
            if (part > most) {
                most = part;
                longest = &*span;
            }
            runs = runs || span->state == State::running || span->state == State::ready_or_running;
        }
        if (longest == nullptr) continue;
        Cell& cell = cells[column] = look_of(*longest);
        if (cell.look != Look::waiting) continue;
        if (marked != longest && (!runs || longest->end <= end)) {
            cell.look = Look::begins_to_wait;
            marked = longest;
        } else if (runs) {
            cell.look = Look::briefly;
        }
    }
    return cells;
}

}  // namespace triptych::trace
