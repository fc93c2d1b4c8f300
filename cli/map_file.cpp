#include "cli/map_file.hpp"

#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>

namespace triptych::cli {
namespace {

using json = nlohmann::ordered_json;

json answers_at(const Survey& survey, Spot spot) {
    json answers = json::object();
    for (const auto& [answer, seconds] : *survey.grid.at(spot)) {
        const harness::Statistics wall = harness::statistics(seconds);
        answers[answer] = {{"median", wall.median}, {"low", wall.low}, {"high", wall.high}};
        if (const auto predicted = survey.predicted(answer, spot))
            answers[answer]["predicted"] = *predicted;
    }
    return answers;
}

json place_at(const Survey& survey, Spot spot) {
    json place = {{"tasks", spot.tasks},
                  {"io_percent", spot.io_percent},
                  {"answers", answers_at(survey, spot)}};
    if (const auto winner = winner_of(*survey.grid.at(spot))) {
        place["winner"] = winner->model();
        place["lead"] = winner->lead.median;
    }
    if (const auto missing = survey.missing.find(spot); missing != survey.missing.end())
        place["missing"] = missing->second;
    return place;
}

json crossing_json(const Crossing& crossing) {
    return {{"tasks", crossing.before.tasks},
            {"from", crossing.from},
            {"to", crossing.to},
            {"low", crossing.before.io_percent},
            {"high", crossing.after.io_percent},
            {"io_percent", crossing.io_percent}};
}

}  // namespace

std::optional<double> Survey::predicted(const std::string& answer, Spot spot) const {
    const double wait = task_seconds * spot.io_percent / 100;
    return predicted_seconds(answer,
                             {.tasks = spot.tasks,
                              .turns = turns,
                              .wait_seconds = wait,
                              .compute_seconds = task_seconds - wait,
                              .cores = cores},
                             prices);
}

std::vector<Crossing> Survey::predicted_crossings(std::int64_t tasks) const {
    const auto best_at = [&](int io_percent) {
        std::string best;
        double least = 0;
        for (const std::string& answer : answers) {
            const auto seconds = predicted(answer, {io_percent, tasks});
            if (!seconds || (!best.empty() && *seconds >= least)) continue;
            best = model_of(answer);
            least = *seconds;
        }
        return best;
    };
    std::vector<Crossing> crossings;
    std::string before = best_at(0);
    for (int share = 1; share <= 100; ++share) {
        const std::string after = best_at(share);
        if (after != before)
            crossings.push_back({before, after, {share - 1, tasks}, {share, tasks}, share - 0.5});
        before = after;
    }
    return crossings;
}

std::optional<double> Survey::prediction_error() const {
    std::vector<double> errors;
    for (const int share : grid.io_percents())
        for (const std::int64_t tasks : grid.tasks()) {
            const Times* const times = grid.at({share, tasks});
            if (times == nullptr) continue;
            for (const auto& [answer, seconds] : *times)
                if (const auto expected = predicted(answer, {share, tasks}))
                    errors.push_back(std::abs(*expected / harness::statistics(seconds).median - 1));
        }
    if (errors.empty()) return std::nullopt;
    return boost::math::statistics::median(errors.begin(), errors.end());
}

json as_json(const Survey& survey) {
    json places = json::array();
    json predicted = json::array();
    for (const std::int64_t tasks : survey.grid.tasks()) {
        bool is_measured = false;
        for (const int share : survey.grid.io_percents()) {
            if (survey.grid.at({share, tasks}) == nullptr) continue;
            places.push_back(place_at(survey, {share, tasks}));
            is_measured = true;
        }
        if (!is_measured) continue;
        for (const Crossing& crossing : survey.predicted_crossings(tasks))
            predicted.push_back(crossing_json(crossing));
    }
    json measured = json::array();
    for (const Crossing& crossing : survey.grid.crossings())
        measured.push_back(crossing_json(crossing));
    const auto error = survey.prediction_error();
    return {{"task_seconds", survey.task_seconds},
            {"cores", survey.cores},
            {"answers", survey.answers},
            {"prices",
             {{"thread", survey.prices.thread},
              {"process", survey.prices.process},
              {"coroutine", survey.prices.coroutine},
              {"sleep", survey.prices.sleep}}},
            {"places", std::move(places)},
            {"crossings", std::move(measured)},
            {"predicted_crossings", std::move(predicted)},
            {"prediction_error", error ? json(*error) : json()}};
}

}  // namespace triptych::cli
