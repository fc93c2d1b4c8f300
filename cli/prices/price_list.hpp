/// What primitives cost on this machine. Each price is measured in its own processes.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benches/prices.hpp"
#include "common/harness/benchmark.hpp"
#include "common/harness/json.hpp"
#include "common/harness/statistics.hpp"

namespace triptych::cli {

class PriceList {
public:
    struct How {
        int repetitions = 9;
        int stop_descriptor = -1;                              // see harness::Settings
        std::function<void(const std::string&)> before_run{};  // gets the primitive's name
    };

    /// Measures these prices in turn, as competing benchmarks are, and then, if `with_python`,
    /// their counterparts in Python, which count as one. Each has `how.repetitions` runs and a
    /// warm-up. Throws UsageError if the program that measures them cannot be run.
    static PriceList measure(std::span<const Price> prices, const How& how, bool with_python);

    /// In seconds; nullopt if it was not measured.
    std::optional<harness::Statistics> seconds(const Price& price) const;
    std::optional<harness::Statistics> seconds_in_python(const Price& price) const;

    /// Python's price divided by ours; nullopt if one of the two was not measured.
    std::optional<harness::Statistics> times_as_much_in_python(const Price& price) const;

    /// Whether the canary found CPU contention (see harness/canary.hpp).
    bool cores_withheld() const;

    /// Whether the stop descriptor ended the measurement: the remaining prices are missing then.
    bool stopped() const { return stopped_; }

    /// Why prices of Python are missing; empty if none is missing, or none was asked for.
    const std::string& no_python() const { return no_python_; }

    /// Whether Python was found, but did not measure its prices.
    bool python_failed() const { return python_failed_; }

    /// The results: benchmarks "prices/threads.mutex_free/1" and
    /// "prices/python.lock_free/1".
    const std::vector<harness::Result>& results() const { return results_; }
    const harness::Json& context() const { return context_; }  // Google Benchmark's

private:
    void measure_python(std::span<const Price> prices, const How& how);

    std::vector<harness::Result> results_;
    harness::Json context_;
    std::string no_python_;
    bool python_failed_ = false;
    bool stopped_ = false;
};

/// The benchmark of that price, not yet measured.
harness::Result unmeasured(const Price& price);

/// What the program that measures prices needs besides the benchmark's name.
std::vector<std::string> price_options();

/// The price of that implementation and size, as in benches/prices.cpp. Throws std::logic_error if
/// there is none.
const Price& price_of(std::string_view implementation, std::int64_t size = 1);

}  // namespace triptych::cli
