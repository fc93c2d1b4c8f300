/// The cells behind a list of quantities, measured, and looked up by name.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benches/quantity.hpp"
#include "common/harness/cell.hpp"
#include "common/harness/host.hpp"
#include "common/harness/statistics.hpp"
#include "common/harness/warnings.hpp"

namespace triptych::cli {

class MeasuredCells {
public:
    /// Measures all cells that the quantities name, each but once, those of one workload and size
    /// in turn; a line on a terminal tells of the progress. Throws std::logic_error if the catalog
    /// has no such cell.
    MeasuredCells(std::span<const Quantity> quantities, int repetitions);

    /// The number of the signal that ended it; 0 if none did.
    int stopped_by() const noexcept { return stopped_by_; }

    /// The figure, or the ratio of two, with its 95 % interval; nothing if a cell was not measured,
    /// or has no such figure. Memory is watched once, in the warm-up, so it has no interval: its
    /// ends are the figure itself.
    std::optional<harness::Statistics> look_at(const Quantity& quantity) const;

    /// Whether the cell is CPU-bound, and the machine was not giving its cores just before.
    bool cores_withheld(const Quantity& quantity) const;

    /// What else speaks against the figures (see harness/warnings.hpp), and which cells that
    /// concerns.
    std::vector<harness::Warning> warnings() const;

    /// Why cells are missing: "merge_sort/threads/1000: crashed", one for each.
    std::vector<std::string> reasons() const;

    /// Whether one has failed, which is a fault, as being skipped is not.
    bool any_failed() const;

private:
    /// Of the cell of that name, one for each repetition; none if it was not measured.
    std::vector<double> values(const Quantity& quantity, std::string_view name) const;

    harness::Host host_ = harness::read_host();  // its load is that of before
    std::vector<harness::Result> results_;
    int repetitions_;
    int stopped_by_ = 0;
};

}  // namespace triptych::cli
