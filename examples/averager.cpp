/// The result of a delegation: the grouper passes each number on to an averager, and gets the
/// average from it.
///
///     girls: 9 numbers, average 42.04
///     boys:  9 numbers, average 40.42
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "coroutines/primitives/generator.hpp"

using triptych::coroutines::from;
using triptych::coroutines::Generator;

namespace {

struct Result {
    int count = 0;
    double average = 0;
};

using Number = std::optional<double>;  // empty after the last number
struct Nothing {};                     // what a generator yields that only receives

Generator<Nothing, Number, Result> averager() {
    Result result;
    double total = 0;
    while (const Number number = co_yield Nothing{}) {
        total += *number;
        ++result.count;
        result.average = total / result.count;
    }
    co_return result;
}

/// Delegates to one averager after another.
Generator<Nothing, Number> grouper(std::vector<Result>& results) {
    for (;;) {
        const Result result = co_yield from(averager());
        results.push_back(result);
    }
}

}  // namespace

int main() {
    std::vector<Result> results;
    auto group = grouper(results);
    group.next();
    for (const double weight : {40.9, 38.5, 44.3, 42.2, 45.2, 41.7, 44.5, 38.0, 43.1})
        group.send(weight);
    group.send(std::nullopt);
    for (const double weight : {39.0, 40.8, 43.2, 40.8, 43.1, 38.6, 41.4, 40.6, 36.3})
        group.send(weight);
    group.send(std::nullopt);

    fmt::print("girls: {} numbers, average {:.2f}\n", results[0].count, results[0].average);
    fmt::print("boys:  {} numbers, average {:.2f}\n", results[1].count, results[1].average);
}
