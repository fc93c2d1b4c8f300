#include "cli/map/map_file.hpp"

#include <algorithm>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

namespace triptych::cli {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson implementations_at(const Survey& survey, Spot spot) {
    OrderedJson implementations = OrderedJson::object();
    for (const auto& [implementation, seconds] : *survey.grid.at(spot)) {
        const harness::Statistics wall = harness::statistics(seconds);
        implementations[implementation] = {
            {"median", wall.median}, {"low", wall.low}, {"high", wall.high}};
        if (const auto predicted = survey.predicted(implementation, spot))
            implementations[implementation]["predicted"] = *predicted;
    }
    return implementations;
}

OrderedJson place_at(const Survey& survey, Spot spot) {
    OrderedJson place = {{"tasks", spot.tasks},
                         {"io_percent", spot.io_percent},
                         {"implementations", implementations_at(survey, spot)}};
    if (const auto winner = survey.grid.winner(spot)) {
        place["winner"] = winner->model();
        place["lead"] = winner->lead.median;
        if (winner->cores_withheld) place["cores_withheld"] = true;
    }
    if (const auto missing = survey.missing.find(spot); missing != survey.missing.end())
        place["missing"] = missing->second;
    return place;
}

OrderedJson price_json(const TaskPrice& price) {
    return {{"begin", price.begin}, {"sleep", price.sleep}};
}

OrderedJson crossing_json(const Crossing& crossing) {
    return {{"tasks", crossing.before.tasks},
            {"from", crossing.from},
            {"to", crossing.to},
            {"low", crossing.before.io_percent},
            {"high", crossing.after.io_percent},
            {"io_percent", crossing.io_percent}};
}

}  // namespace

std::optional<double> Survey::predicted(const std::string& implementation, Spot spot) const {
    const double wait = task_seconds * spot.io_percent / 100;
    return predicted_seconds(implementation,
                             {.tasks = spot.tasks,
                              .turns = turns,
                              .wait_seconds = wait,
                              .compute_seconds = task_seconds - wait,
                              .cores = cores},
                             prices);
}

std::vector<Crossing> Survey::predicted_crossings() const {
    const auto best_at = [&](Spot spot) {
        std::string best;
        double least = 0;
        for (const std::string& implementation : implementations) {
            const auto seconds = predicted(implementation, spot);
            if (!seconds || (!best.empty() && *seconds >= least)) continue;
            best = name_of_model(implementation);
            least = *seconds;
        }
        return best;
    };
    const auto is_measured = [&](std::int64_t tasks) {
        return std::ranges::any_of(grid.io_percents(), [&](int io_percent) {
            return grid.at({io_percent, tasks}) != nullptr;
        });
    };
    std::vector<Crossing> crossings;
    for (const std::int64_t tasks : grid.tasks()) {
        if (!is_measured(tasks)) continue;
        std::string before = best_at({0, tasks});
        for (int share = 1; share <= 100; ++share) {
            const std::string after = best_at({share, tasks});
            if (after != before)
                crossings.push_back(
                    {before, after, {share - 1, tasks}, {share, tasks}, share - 0.5});
            before = after;
        }
    }
    return crossings;
}

std::optional<double> Survey::prediction_error() const {
    std::vector<double> errors;
    for (const int share : grid.io_percents())
        for (const std::int64_t tasks : grid.tasks()) {
            const Times* const times = grid.at({share, tasks});
            if (times == nullptr) continue;
            for (const auto& [implementation, seconds] : *times)
                if (const auto expected = predicted(implementation, {share, tasks}))
                    errors.push_back(std::abs(*expected / harness::statistics(seconds).median - 1));
        }
    if (errors.empty()) return std::nullopt;
    return boost::math::statistics::median(errors.begin(), errors.end());
}

OrderedJson as_json(const Survey& survey) {
    const auto crossings_json = [](const std::vector<Crossing>& crossings) {
        OrderedJson all = OrderedJson::array();
        for (const Crossing& crossing : crossings)
            all.push_back(crossing_json(crossing));
        return all;
    };
    OrderedJson places = OrderedJson::array();
    for (const std::int64_t tasks : survey.grid.tasks())
        for (const int share : survey.grid.io_percents())
            if (survey.grid.at({share, tasks}) != nullptr)
                places.push_back(place_at(survey, {share, tasks}));
    const auto error = survey.prediction_error();
    return {{"task_seconds", survey.task_seconds},
            {"cores", survey.cores},
            {"implementations", survey.implementations},
            {"prices",
             {{"thread", price_json(survey.prices.thread)},
              {"process", price_json(survey.prices.process)},
              {"coroutine", price_json(survey.prices.coroutine)},
              {"lateness", survey.prices.lateness}}},
            {"places", std::move(places)},
            {"crossings", crossings_json(survey.grid.crossings())},
            {"predicted_crossings", crossings_json(survey.predicted_crossings())},
            {"prediction_error", error ? OrderedJson(*error) : OrderedJson()}};
}

}  // namespace triptych::cli
