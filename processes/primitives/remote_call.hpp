/// Function calls as bytes: the messages to a worker, and its answers.
#pragma once

#include <cstddef>
#include <iterator>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "common/invoke_moved.hpp"
#include "processes/primitives/bytes.hpp"

namespace triptych::processes {

/// Takes a function and its arguments from `job`, calls it, and appends the result to `answer`. It
/// is sent as a pointer: the worker is a copy of its parent, so the address is the same there.
using Call = void (*)(std::span<const std::byte> job, Bytes& answer);

template <typename Function, typename... Arguments>
using ResultOf = std::remove_cvref_t<decltype(invoke_moved(std::declval<Function&>(),
                                                           std::declval<Arguments&>()...))>;

template <typename Function, typename... Arguments>
void call(std::span<const std::byte> job, Bytes& answer) {
    auto function = take<Function>(job);
    // Braces guarantee the order from left to right. NOLINTNEXTLINE(misc-const-correctness)
    std::tuple<Arguments...> arguments{take<Arguments>(job)...};
    const auto call_it = [&](auto&... each) -> decltype(auto) {
        return invoke_moved(function, each...);
    };
    using Result = ResultOf<Function, Arguments...>;
    if constexpr (std::is_void_v<Result>)
        std::apply(call_it, arguments);
    else
        append<Result>(answer, std::apply(call_it, arguments));
}

/// Returns the message for the call `function(arguments...)`.
template <typename Function, typename... Arguments>
Bytes pack_call(const Function& function, const Arguments&... arguments) {
    Bytes job;
    append(job, Call{call<Function, Arguments...>});
    append(job, function);
    (append(job, arguments), ...);
    return job;
}

template <typename Function, typename Item>
void call_each(std::span<const std::byte> job, Bytes& answer) {
    auto function = take<Function>(job);
    for (auto left = take<std::size_t>(job); left > 0; --left) {
        auto item = take<Item>(job);
        if constexpr (std::is_void_v<ResultOf<Function, Item>>)
            invoke_moved(function, item);
        else
            append<ResultOf<Function, Item>>(answer, invoke_moved(function, item));
    }
}

/// Returns the message for the calls `function(item)` for `count` items, one after another.
template <typename Function, std::input_iterator Iterator>
Bytes pack_calls(const Function& function, Iterator item, std::size_t count) {
    using Item = std::iter_value_t<Iterator>;
    Bytes job;
    append(job, Call{call_each<Function, Item>});
    append(job, function);
    append(job, count);
    for (std::size_t left = count; left > 0; --left, ++item) {
        const Item& value = *item;  // a copy only if the iterator returns a temporary
        append(job, value);
    }
    return job;
}

/// Takes the result of one call from its answer; std::monostate if it is void.
template <typename Result>
auto take_result([[maybe_unused]] std::span<const std::byte> answer) {
    if constexpr (std::is_void_v<Result>)
        return std::monostate{};
    else
        return take<Result>(answer);
}

/// Takes the results of `count` calls from their answer; std::monostate if they are void.
template <typename Result>
auto take_results([[maybe_unused]] std::span<const std::byte> answer, std::size_t count) {
    if constexpr (std::is_void_v<Result>) {
        return std::monostate{};
    } else {
        std::vector<Result> results;
        results.reserve(count);
        for (std::size_t left = count; left > 0; --left)
            results.push_back(take<Result>(answer));
        return results;
    }
}

}  // namespace triptych::processes
