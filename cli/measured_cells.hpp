/// The cells behind a list of quantities, measured, and looked up by name.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benches/quantity.hpp"
#include "common/harness/cell.hpp"
#include "common/harness/statistics.hpp"

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
    /// or has no such figure.
    std::optional<harness::Statistics> look_at(const Quantity& quantity) const;

    /// Why cells are missing: "merge_sort/threads/1000: crashed", a line each.
    std::string reasons() const;

    /// Whether one has failed, which is a fault, as being skipped is not.
    bool any_failed() const;

private:
    /// Of the cell of that name, one for each repetition; none if it was not measured.
    std::vector<double> values(const Quantity& quantity, std::string_view name) const;

    std::vector<harness::Result> results_;
    int stopped_by_ = 0;
};

}  // namespace triptych::cli
