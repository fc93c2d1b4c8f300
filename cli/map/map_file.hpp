/// The map in JSON, from which notebooks/triptych/map.py draws it.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/map/tradeoff_grid.hpp"
#include "cli/map/tradeoff_prediction.hpp"

namespace triptych::cli {

/// The results of a survey.
struct Survey {
    TradeoffGrid grid;
    std::map<Spot, std::map<std::string, std::string>> missing = {};  // reason by implementation
    TaskPrices prices = {};
    double task_seconds = 0;  // waiting and computing of one task
    int turns = 1;            // each task waits and computes this many times
    int cores = 1;
    std::vector<std::string> implementations = {};  // that should be measured

    /// The time predicted from the prices, in seconds; nullopt for an unknown implementation.
    std::optional<double> predicted(const std::string& implementation, Spot spot) const;

    /// Where the model with the lowest predicted time changes, along each number of tasks that was
    /// measured.
    std::vector<Crossing> predicted_crossings() const;

    /// The median of |predicted / measured - 1| over all measured times; nullopt if there are none.
    std::optional<double> prediction_error() const;
};

/// "places" with intervals, winners, leads and predictions; "crossings", measured and predicted;
/// prices, cores and the error of the prediction. Times are in seconds.
nlohmann::ordered_json as_json(const Survey& survey);

}  // namespace triptych::cli
