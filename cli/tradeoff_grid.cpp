#include "cli/tradeoff_grid.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <ranges>
#include <set>
#include <utility>

namespace triptych::cli {
namespace {

/// The fastest answer of that model, or of all others.
std::optional<std::string> fastest(const Times& times,
                                   const std::function<bool(const std::string& model)>& wanted) {
    std::optional<std::string> best;
    double least = 0;
    for (const auto& [answer, seconds] : times) {
        if (seconds.empty() || !wanted(model_of(answer))) continue;
        const double median = harness::statistics(seconds).median;
        if (best && median >= least) continue;
        best = answer;
        least = median;
    }
    return best;
}

/// Of the logarithm: `from`'s fastest time over `to`'s. Below 0, `from` is ahead.
double lag(const Times& times, const std::string& from, const std::string& to) {
    const auto seconds = [&](const std::string& model) {
        const auto best = fastest(times, [&](const std::string& one) { return one == model; });
        return best ? harness::statistics(times.at(*best)).median : std::nan("");
    };
    return std::log(seconds(from) / seconds(to));
}

std::vector<std::size_t> every(std::size_t step, std::size_t count) {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < count; place += step)
        places.push_back(place);
    if (count > 0 && places.back() != count - 1) places.push_back(count - 1);
    return places;
}

}  // namespace

std::string model_of(const std::string& answer) {
    return answer.substr(0, answer.find('.'));
}

std::optional<Winner> winner_of(const Times& times) {
    const auto best = fastest(times, [](const std::string&) { return true; });
    if (!best) return std::nullopt;
    const auto second =
        fastest(times, [&](const std::string& model) { return model != model_of(*best); });
    if (!second) return std::nullopt;
    return Winner{*best, *second, harness::ratio(times.at(*second), times.at(*best))};
}

std::vector<Spot> TradeoffGrid::coarse(std::size_t io_step, std::size_t tasks_step) const {
    std::vector<Spot> spots;
    for (const std::size_t row : every(tasks_step, tasks_.size()))
        for (const std::size_t column : every(io_step, io_percents_.size()))
            spots.push_back({io_percents_[column], tasks_[row]});
    return spots;
}

const Times* TradeoffGrid::at(Spot spot) const {
    const auto found = measured_.find(spot);
    return found == measured_.end() ? nullptr : &found->second;
}

std::vector<Spot> TradeoffGrid::closer_looks() const {
    std::map<Spot, std::string> winners;
    for (const auto& [spot, times] : measured_)
        if (const auto winner = winner_of(times)) winners.emplace(spot, winner->model());

    std::set<std::pair<std::size_t, Spot>> gaps;
    const auto look_along = [&](std::size_t count, const auto& spot_at) {
        constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
        std::size_t last = nowhere;
        for (std::size_t place = 0; place < count; ++place) {
            if (at(spot_at(place)) == nullptr) continue;
            const auto there = winners.find(spot_at(place));
            if (there == winners.end()) {
                last = nowhere;
                continue;
            }
            if (last != nowhere && place - last > 1 && winners.at(spot_at(last)) != there->second)
                gaps.emplace(place - last, spot_at((last + place) / 2));
            last = place;
        }
    };
    for (const std::int64_t tasks : tasks_)
        look_along(io_percents_.size(),
                   [&](std::size_t place) { return Spot{io_percents_[place], tasks}; });
    for (const int io_percent : io_percents_)
        look_along(tasks_.size(),
                   [&](std::size_t place) { return Spot{io_percent, tasks_[place]}; });

    std::vector<Spot> spots;
    for (const auto& [width, spot] : std::views::reverse(gaps))
        if (std::ranges::find(spots, spot) == spots.end()) spots.push_back(spot);
    return spots;
}

std::vector<Crossing> TradeoffGrid::crossings() const {
    std::vector<Crossing> crossings;
    for (const std::int64_t tasks : tasks_) {
        std::string from;
        Spot before;
        for (const int io_percent : io_percents_) {
            const Spot spot{io_percent, tasks};
            const Times* const times = at(spot);
            const auto winner = times == nullptr ? std::nullopt : winner_of(*times);
            if (!winner || winner->model().empty()) continue;
            const std::string to = winner->model();
            if (!from.empty() && to != from) {
                const double ahead = lag(*at(before), from, to);
                const double behind = lag(*times, from, to);
                // One of both may not have been measured on the other's side: then half-way.
                const double part =
                    std::isfinite(ahead) && std::isfinite(behind) ? ahead / (ahead - behind) : 0.5;
                crossings.push_back({from, to, before, spot,
                                     before.io_percent + part * (io_percent - before.io_percent)});
            }
            from = to;
            before = spot;
        }
    }
    return crossings;
}

}  // namespace triptych::cli
