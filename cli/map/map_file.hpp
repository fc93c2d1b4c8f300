/// The map for other programs: notebooks/triptych_map.py draws it from this.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/map/tradeoff_grid.hpp"
#include "cli/map/tradeoff_prediction.hpp"

namespace triptych::cli {

/// All that a survey knows.
struct Survey {
    TradeoffGrid grid;
    std::map<Spot, std::map<std::string, std::string>> missing = {};  // why, by implementation
    TaskPrices prices = {};
    double task_seconds = 0;  // of one task, waiting and computing
    int turns = 1;            // of both, in each task
    int cores = 1;
    std::vector<std::string> implementations = {};  // that were to be measured

    /// What a price list lets one expect; nothing of an implementation that nobody knows.
    std::optional<double> predicted(const std::string& implementation, Spot spot) const;

    /// Where the implementation of which the least is predicted changes, along each number of tasks
    /// of which something was measured.
    std::vector<Crossing> predicted_crossings() const;

    /// The median of |predicted / measured - 1|, over all that was measured. Nothing if nothing
    /// was.
    std::optional<double> prediction_error() const;
};

/// "places" with intervals, winners, leads and predictions; "crossings", measured and predicted;
/// prices, cores and the error of the prediction. Times are in seconds.
nlohmann::ordered_json as_json(const Survey& survey);

}  // namespace triptych::cli
