/// The catalog of the suite: workload x model x variant, and the function that solves it.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "common/metrics.hpp"
#include "common/role.hpp"

namespace triptych {

/// One run of one implementation, on an input that exists already.
struct PreparedRun {
    std::function<void()> solve;         // the part that is timed; called once
    std::function<std::string()> check;  // after solve: an error message; empty if it is correct
    std::function<Metrics()> metrics;    // after check
    double wait_seconds = 0;   // the longest wait in the input: no implementation can be faster
    double least_seconds = 0;  // the least time of this implementation, if that is longer
    bool ideal_is_reachable = true;  // false: the ideal (harness/summary.hpp) is only a lower bound
};

/// A setting of a workload, in addition to its size.
struct Parameter {
    std::string_view name;     // "workers"
    std::string_view meaning;  // a few words
    std::int64_t usual = 1;    // its default value
    std::int64_t least = 1;
    std::int64_t most = 1;
};

/// Values by name. A parameter that is absent has its default value.
using Parameters = std::map<std::string, std::int64_t, std::less<>>;

/// Creates the input of `size` from `seed`, and everything else that PreparedRun::solve() needs.
/// Takes a function of size and seed, or of size, seed and parameters.
class Prepare {
public:
    Prepare() = default;

    template <typename Function>
        requires(!std::same_as<std::remove_cvref_t<Function>, Prepare>)
    Prepare(Function function) {  // NOLINT(google-explicit-constructor): as std::function's
        if constexpr (std::invocable<Function&, std::int64_t, std::uint64_t, const Parameters&>)
            function_ = std::move(function);
        else
            function_ = [function = std::move(function)](std::int64_t size, std::uint64_t seed,
                                                         const Parameters&) mutable {
                return function(size, seed);
            };
    }

    PreparedRun operator()(std::int64_t size, std::uint64_t seed,
                           const Parameters& set = {}) const {
        return function_(size, seed, set);
    }

private:
    std::function<PreparedRun(std::int64_t, std::uint64_t, const Parameters&)> function_;
};

/// Returns why a size or a setting is skipped (this system does not allow it, or it would take too
/// long); nothing if it is not. Takes a function of the size; of size and parameters; or of size,
/// parameters and the time limit in seconds.
class Refusal {
public:
    Refusal() = default;

    template <typename Function>
        requires(!std::same_as<std::remove_cvref_t<Function>, Refusal>)
    Refusal(Function function) {  // NOLINT(google-explicit-constructor): as std::function's
        if constexpr (std::invocable<Function&, std::int64_t, const Parameters&, double>)
            function_ = std::move(function);
        else if constexpr (std::invocable<Function&, std::int64_t, const Parameters&>)
            function_ = [function = std::move(function)](std::int64_t size, const Parameters& set,
                                                         double) { return function(size, set); };
        else
            function_ = [function = std::move(function)](std::int64_t size, const Parameters&,
                                                         double) { return function(size); };
    }

    std::optional<std::string> operator()(std::int64_t size, const Parameters& set = {},
                                          double time_limit = no_time_limit) const {
        return function_(size, set, time_limit);
    }

    static constexpr double no_time_limit = std::numeric_limits<double>::infinity();

private:
    std::function<std::optional<std::string>(std::int64_t, const Parameters&, double)> function_;
};

/// Sets `value` if `set` contains the parameter `name`.
template <typename Value>
void set_from(const Parameters& set, std::string_view name, Value& value) {
    if (const auto found = set.find(name); found != set.end())
        value = static_cast<Value>(found->second);
}

/// One model's implementation of a workload, in one variant.
struct Implementation {
    std::string_view model;    // threads, processes, coroutines; sequential; tbb, asio, ...
    std::string_view variant;  // empty for the model's first implementation
    std::string_view remark;   // how it differs from the others, in a few words
    Role role = Role::contender;

    Prepare prepare;
    Refusal refuses;

    /// "threads" or "threads.pool".
    std::string name() const;
};

/// One problem, and all implementations of it.
struct Workload {
    std::string_view name;
    std::string_view problem;         // one sentence
    std::string_view unit;            // what size counts: "messages"
    std::int64_t usual = 0;           // the size measured by default: the one that shows the lesson
    std::vector<std::int64_t> sizes;  // measured by --sweep, ascending; includes `usual`
    std::vector<std::int64_t> quick;  // measured by --quick
    std::int64_t largest = 0;         // a larger size is refused as a mistake
    bool by_default = true;           // false: measured only on request
    std::vector<Parameter> parameters = {};
    std::vector<Implementation>
        implementations;  // baseline; contenders and broken examples by model; peers
};

/// Every workload, in the order in which they are taught.
std::span<const Workload> catalog();

/// The parameters in `set` that differ from their defaults, in the workload's order:
/// "io:50/workers:4". So benchmarks with different settings have different names.
std::string set_text(const Workload& workload, const Parameters& set);

/// The name of a benchmark in the output of Google Benchmark and in all results:
/// "merge_sort/threads/1000000", or with set_text() at its end: "mixed/threads/100/io:50".
std::string benchmark_name(const Workload& workload, const Implementation& implementation,
                           std::int64_t size, const Parameters& set = {});

/// One implementation at one size.
struct Benchmark {
    const Workload* workload;
    const Implementation* implementation;
    std::int64_t size;
    Parameters set = {};
};

/// Returns the benchmark with that name; nothing if the catalog has no such implementation.
std::optional<Benchmark> find_benchmark(std::string_view name);

}  // namespace triptych
