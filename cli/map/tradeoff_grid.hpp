/// The fastest model on a grid of I/O share and number of tasks: winners, where to refine the grid,
/// and where the winner changes. Nothing is measured here.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/harness/statistics.hpp"

namespace triptych::cli {

/// A place on the grid. The axis of tasks is logarithmic.
struct Spot {
    int io_percent = 0;
    std::int64_t tasks = 1;

    auto operator<=>(const Spot&) const = default;
};

/// The seconds of each repetition, by implementation ("threads.pool"). An implementation that was
/// not measured is absent.
using Times = std::map<std::string, std::vector<double>, std::less<>>;

/// "threads" of "threads.pool".
std::string name_of_model(const std::string& implementation);

/// The fastest implementation, and the fastest one of any other model.
struct Winner {
    std::string implementation;
    std::string runner_up;
    harness::Statistics lead;     // the runner-up's time over the winner's
    bool cores_withheld = false;  // CPU contention: the times depend on other programs

    /// Its model; empty if it cannot be told apart from the runner-up, or if there was contention.
    std::string model() const {
        return differs(lead) && !cores_withheld ? name_of_model(implementation) : "";
    }
};

/// Nullopt if fewer than two models were measured.
std::optional<Winner> winner_of(const Times& times);

/// One model is the fastest at `before`, another at `after`; between them it is not decided.
struct Crossing {
    std::string from;
    std::string to;
    Spot before;
    Spot after;
    double io_percent = 0;  // where their times are equal
};

class TradeoffGrid {
public:
    /// The axes: all I/O shares and numbers of tasks that are possible, ascending.
    TradeoffGrid(std::vector<int> io_percents, std::vector<std::int64_t> tasks)
        : io_percents_{std::move(io_percents)}, tasks_{std::move(tasks)} {}

    const std::vector<int>& io_percents() const { return io_percents_; }
    const std::vector<std::int64_t>& tasks() const { return tasks_; }

    /// Each `step`th place of both axes, and the last one of each.
    std::vector<Spot> coarse(std::size_t io_step, std::size_t tasks_step) const;

    void put(Spot spot, Times times, bool cores_withheld = false) {
        measured_[spot] = {std::move(times), cores_withheld};
    }

    /// Null if it was not measured.
    const Times* at(Spot spot) const;

    /// As winner_of(); nullopt if the place was not measured.
    std::optional<Winner> winner(Spot spot) const;

    /// Places where the grid should be refined: between two neighbours in a row or column with
    /// different winners, the middle of the widest gap in what was measured there. The widest gap
    /// is first; of equal ones that with the fewest tasks, which takes the least time. Empty if
    /// there is no such gap. Undecided places are passed over; a place with nothing to compare ends
    /// the search in its row or column.
    std::vector<Spot> closer_looks() const;

    /// The changes of the winner along each number of tasks, from computing to waiting, where both
    /// models were measured on both sides. The winner may be undecided between `before` and
    /// `after`. The place where the times are equal is interpolated from all measurements there:
    /// the logarithm of their ratio is taken as linear between two places.
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
