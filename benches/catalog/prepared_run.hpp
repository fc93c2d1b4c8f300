/// Creates a PreparedRun from an implementation and its input, and stores its output for the check.
#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "benches/catalog/catalog.hpp"

namespace triptych {

/// The run calls `solve(input)`, and moves the input there, because it is not needed afterwards.
/// `check(output)` returns an error message, `metrics(output)` the Metrics.
template <typename Input, typename Solve, typename Check, typename GetMetrics>
PreparedRun prepare_run(Input input, Solve solve, const Check& check, const GetMetrics& metrics) {
    using Output = std::invoke_result_t<Solve&, Input&&>;
    struct State {
        Input input;
        std::optional<Output> output;
    };
    const auto state = std::make_shared<State>(State{std::move(input), std::nullopt});
    return {.solve = [=] { state->output.emplace(solve(std::move(state->input))); },
            .check = [=] { return check(*state->output); },
            .metrics = [=] { return metrics(*state->output); }};
}

}  // namespace triptych
