#include "cli/map/tradeoff_grid.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <tuple>
#include <utility>

#include "common/benchmark_name.hpp"

namespace triptych::cli {
namespace {

/// The fastest implementation among the models for which `wanted` is true.
std::optional<std::string> fastest(const Times& times,
                                   const std::function<bool(const std::string& model)>& wanted) {
    std::optional<std::string> best;
    double least = 0;
    for (const auto& [implementation, seconds] : times) {
        if (seconds.empty() || !wanted(name_of_model(implementation))) continue;
        const double median = harness::statistics(seconds).median;
        if (best && median >= least) continue;
        best = implementation;
        least = median;
    }
    return best;
}

/// The logarithm of the fastest time of `from` over that of `to`. Below 0, `from` is faster.
double lag(const Times& times, const std::string& from, const std::string& to) {
    const auto seconds = [&](const std::string& model) {
        const auto best = fastest(times, [&](const std::string& one) { return one == model; });
        return best ? harness::statistics(times.at(*best)).median : std::nan("");
    };
    return std::log(seconds(from) / seconds(to));
}

/// A gap between two measured neighbours in a row or column.
struct Gap {
    std::ptrdiff_t width;
    Spot middle;
};

/// Adds the gaps of one row or column: between two different winners the widest one.
void add_gaps(std::vector<Gap>& gaps, const TradeoffGrid& grid, std::size_t count,
              const std::function<Spot(std::size_t place)>& spot_at) {
    std::string last;          // the last winner
    std::optional<Gap> since;  // the widest gap since then
    std::optional<std::size_t> neighbour;
    for (std::size_t place = 0; place < count; ++place) {
        if (grid.at(spot_at(place)) == nullptr) continue;
        if (neighbour && place - *neighbour > 1) {
            const auto width = static_cast<std::ptrdiff_t>(place - *neighbour);
            if (!since || width > since->width)
                since = Gap{width, spot_at((*neighbour + place) / 2)};
        }
        neighbour = place;
        const auto winner = grid.winner(spot_at(place));
        const std::string model = winner ? winner->model() : "";
        if (winner && model.empty()) continue;  // undecided
        if (since && !last.empty() && !model.empty() && model != last) gaps.push_back(*since);
        last = model;
        since.reset();
    }
}

std::vector<std::size_t> every(std::size_t step, std::size_t count) {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < count; place += step)
        places.push_back(place);
    if (count > 0 && places.back() != count - 1) places.push_back(count - 1);
    return places;
}

}  // namespace

std::string name_of_model(const std::string& implementation) {
    return std::string{model_of(implementation)};
}

std::optional<Winner> winner_of(const Times& times) {
    const auto best = fastest(times, [](const std::string&) { return true; });
    if (!best) return std::nullopt;
    const auto second =
        fastest(times, [&](const std::string& model) { return model != name_of_model(*best); });
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
    return found == measured_.end() ? nullptr : &found->second.times;
}

std::optional<Winner> TradeoffGrid::winner(Spot spot) const {
    const auto found = measured_.find(spot);
    if (found == measured_.end()) return std::nullopt;
    auto winner = winner_of(found->second.times);
    if (winner) winner->cores_withheld = found->second.cores_withheld;
    return winner;
}

std::vector<Spot> TradeoffGrid::closer_looks() const {
    std::vector<Gap> gaps;
    for (const std::int64_t tasks : tasks_)
        add_gaps(gaps, *this, io_percents_.size(),
                 [&](std::size_t place) { return Spot{io_percents_[place], tasks}; });
    for (const int io_percent : io_percents_)
        add_gaps(gaps, *this, tasks_.size(),
                 [&](std::size_t place) { return Spot{io_percent, tasks_[place]}; });
    std::ranges::sort(gaps, {}, [](const Gap& gap) {
        return std::tuple{-gap.width, gap.middle.tasks, gap.middle.io_percent};
    });
    std::vector<Spot> spots;
    for (const Gap& gap : gaps)
        if (std::ranges::find(spots, gap.middle) == spots.end()) spots.push_back(gap.middle);
    return spots;
}

std::optional<double> TradeoffGrid::equal_at(const std::string& from, const std::string& to,
                                             Spot first, Spot last) const {
    std::optional<std::pair<int, double>> before;  // the last share at which `from` was faster
    for (const int io_percent : io_percents_) {
        const Times* const times = at({io_percent, first.tasks});
        if (times == nullptr || io_percent < first.io_percent || io_percent > last.io_percent)
            continue;
        const double behind = lag(*times, from, to);
        if (std::isnan(behind)) continue;
        if (behind < 0) {
            before = {io_percent, behind};
        } else if (before) {
            const double part = before->second / (before->second - behind);
            return before->first + part * (io_percent - before->first);
        }
    }
    return std::nullopt;
}

std::vector<Crossing> TradeoffGrid::crossings() const {
    std::vector<Crossing> crossings;
    for (const std::int64_t tasks : tasks_) {
        std::string from;
        Spot before;
        for (const int io_percent : io_percents_) {
            const Spot spot{io_percent, tasks};
            const auto winner = this->winner(spot);
            if (!winner || winner->model().empty()) continue;
            const std::string to = winner->model();
            if (!from.empty() && to != from)
                if (const auto equal = equal_at(from, to, before, spot))
                    crossings.push_back({from, to, before, spot, *equal});
            from = to;
            before = spot;
        }
    }
    return crossings;
}

}  // namespace triptych::cli
