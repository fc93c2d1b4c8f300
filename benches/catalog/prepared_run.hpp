/// How an implementation becomes a prepared: with its input made, and its output kept to be
/// checked.
#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "benches/catalog/catalog.hpp"

namespace triptych {

/// Solves `input`, which is moved in, for nobody needs it afterwards.
/// `check(output)` says what is wrong, `figures(output)` what else there is to tell.
template <typename Input, typename Solve, typename Check, typename Tell>
PreparedRun prepare_run(Input input, Solve solve, Check check, Tell metrics) {
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
