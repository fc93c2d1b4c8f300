/// Measures the map: first the prices, then one place after another until the time is over.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/map/map_file.hpp"
#include "common/harness/benchmark.hpp"
#include "common/harness/progress.hpp"
#include "common/harness/stop_signals.hpp"

namespace triptych::cli {

class Surveyor {
public:
    using Seconds = std::chrono::duration<double>;

    /// Seed of the order of places, and of the order of runs at each place.
    static constexpr std::uint64_t seed = 1;

    /// After `limit` the grid is not refined any more. The coarse grid is always measured; a
    /// `quick` survey has a smaller one.
    Surveyor(Seconds limit, bool quick);

    /// Measures the prices, which every prediction needs; then a coarse grid; then refines it where
    /// the winner changes.
    void survey();

    const Survey& result() const { return survey_; }

    /// The number of the signal that ended it; 0 if none did.
    int stopped_by() { return stopped_ ? signals_.received() : 0; }
    bool any_failed() const { return any_failed_; }

    /// The primitives without a price: the prediction assumes that they cost nothing.
    const std::vector<std::string>& unpriced() const { return unpriced_; }

private:
    using Clock = std::chrono::steady_clock;

    void show_progress(const std::string& name);
    bool takes_long(Spot spot) const;
    void measure_prices();
    void measure(Spot spot);
    void keep(Spot spot, const std::vector<harness::Result>& group);

    Clock::time_point start_ = Clock::now();
    Seconds limit_;
    bool quick_;
    harness::StopSignals signals_;
    harness::ProgressLine progress_;
    harness::ProgressText progress_text_{"places"};
    std::size_t places_ = 0;  // in the coarse grid
    std::size_t places_done_ = 0;
    Clock::time_point coarse_begun_ = start_;
    Survey survey_;
    std::vector<std::string> unpriced_;
    bool stopped_ = false;
    bool any_failed_ = false;
};

}  // namespace triptych::cli
