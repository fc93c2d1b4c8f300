/// Who is fastest where, on a grid of I/O share and number of tasks: winners, where to look closer,
/// and where one model gives way to another. Nothing is measured here.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/harness/statistics.hpp"

namespace triptych::cli {

/// A place on the grid. Tasks ascend by ratios, so what lies half-way is meant by ratios, too.
struct Spot {
    int io_percent = 0;
    std::int64_t tasks = 1;

    auto operator<=>(const Spot&) const = default;
};

/// Seconds of each repetition by implementation ("threads.pool"); one that was not measured is
/// absent.
using Times = std::map<std::string, std::vector<double>, std::less<>>;

/// "threads" of "threads.pool".
std::string model_of(const std::string& implementation);

/// The fastest implementation, beside the fastest of any other model.
struct Winner {
    std::string implementation;
    std::string runner_up;
    harness::Statistics lead;     // the runner-up's time over the winner's
    bool cores_withheld = false;  // then it is the machine's neighbours that were measured

    /// Its model; empty if it cannot be told from the runner-up's.
    std::string model() const {
        return differs(lead) && !cores_withheld ? model_of(implementation) : "";
    }
};

/// Nothing if fewer than two models were measured: who is alone has not won.
std::optional<Winner> winner_of(const Times& times);

/// One model was faster at `before`, another at `after`, and nobody between them.
struct Crossing {
    std::string from;
    std::string to;
    Spot before;
    Spot after;
    double io_percent = 0;  // where their times are equal
};

class TradeoffGrid {
public:
    /// Every place there may be, ascending.
    TradeoffGrid(std::vector<int> io_percents, std::vector<std::int64_t> tasks)
        : io_percents_{std::move(io_percents)}, tasks_{std::move(tasks)} {}

    const std::vector<int>& io_percents() const { return io_percents_; }
    const std::vector<std::int64_t>& tasks() const { return tasks_; }

    /// Each `step`th place of both axes, and the last of each.
    std::vector<Spot> coarse(std::size_t io_step, std::size_t tasks_step) const;

    void put(Spot spot, Times times, bool cores_withheld = false) {
        measured_[spot] = {std::move(times), cores_withheld};
    }

    /// Null if it was not measured.
    const Times* at(Spot spot) const;

    /// As winner_of(); nothing if it was not measured.
    std::optional<Winner> winner(Spot spot) const;

    /// Between neighbours of a row or column with different winners: half-way through the widest
    /// gap in what was measured there. The widest first, and of equal ones the fewest tasks, which
    /// take the least time; empty if there is no gap between any such. What cannot be told is
    /// passed over; where nothing could be compared, nobody looks closer.
    std::vector<Spot> closer_looks() const;

    /// Along each number of tasks, from computing to waiting, where both were measured on either
    /// side. Who wins may be undecided between `before` and `after`; where times are equal is told
    /// by all that was measured there, the logarithm of their ratio being a straight line from one
    /// place to the next.
    std::vector<Crossing> crossings() const;

private:
    struct Place {
        Times times;
        bool cores_withheld = false;
    };

    std::optional<double> equal_at(const std::string& from, const std::string& to, Spot first,
                                   Spot last) const;

    std::map<Spot, Place> measured_;
    std::vector<int> io_percents_;
    std::vector<std::int64_t> tasks_;
};

}  // namespace triptych::cli
