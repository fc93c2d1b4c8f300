/// Creates a PreparedRun from a program in Python. It is started first, then timed, then checked.
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "benches/catalog/catalog.hpp"
#include "benches/peers/find_python.hpp"
#include "benches/peers/python.hpp"
#include "common/workloads/delayed_messages.hpp"

namespace triptych {

/// Runs the program with that name on `input`. Its output consists of lists with these lengths.
/// `read(lists)` converts them to the type that the implementations in C++ return, for the same
/// `check(output)` and `metrics(output)`.
template <typename Read, typename Check, typename GetMetrics>
PreparedRun python_run(const std::string& program, const peers::Lists& input,
                       peers::Lengths lengths, Read read, const Check& check,
                       const GetMetrics& metrics) {
    using Output = std::invoke_result_t<Read&, peers::Lists>;
    struct State {
        State(const std::string& path, const peers::Lists& input, peers::Lengths output_lengths)
            : python{path, input}, lengths{std::move(output_lengths)} {}

        peers::Python python;
        peers::Lengths lengths;
        std::optional<Output> output = std::nullopt;
    };
    const auto state =
        std::make_shared<State>(peers::python_program(program), input, std::move(lengths));
    return {.solve = [=] { state->python.go(); },
            .check = [=]() -> std::string {
                try {
                    state->output.emplace(read(state->python.output(state->lengths)));
                } catch (const std::exception& error) {
                    return error.what();
                }
                return check(*state->output);
            },
            .metrics =
                [=] {
                    Metrics all = metrics(*state->output);
                    all.insert(state->python.cost().begin(), state->python.cost().end());
                    return all;
                }};
}

/// The delays of these messages in microseconds, in the order of their ids.
std::vector<int> delays_of(std::span<const Message> messages);

/// The arrivals, from a list of ids and a list of microseconds since the start.
Arrivals read_arrivals(const peers::Lists& output);

}  // namespace triptych
