/// Function calls as bytes: what goes to a worker, and what comes back.
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

/// Takes a function and its arguments from `job`, calls it, and appends what it returns to
/// `answer`. Sent as a pointer: the worker is a copy of its parent, and has it at the same address.
using Call = void (*)(std::span<const std::byte> job, Bytes& answer);

template <typename Function, typename... Arguments>
using ResultOf = std::remove_cvref_t<decltype(invoke_moved(std::declval<Function&>(),
                                                           std::declval<Arguments&>()...))>;

template <typename Function, typename... Arguments>
void call(std::span<const std::byte> job, Bytes& answer) {
    auto function = take<Function>(job);
    // In braces, they are taken from left to right. NOLINTNEXTLINE(misc-const-correctness)
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

/// The call of `function(arguments...)`.
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

/// The calls of `function(item)` for `count` items, one after another.
template <typename Function, std::input_iterator Iterator>
Bytes pack_calls(const Function& function, Iterator item, std::size_t count) {
    using Item = std::iter_value_t<Iterator>;
    Bytes job;
    append(job, Call{call_each<Function, Item>});
    append(job, function);
    append(job, count);
    for (std::size_t left = count; left > 0; --left, ++item) {
        const Item& value = *item;  // a copy only where the item is made as it is looked at
        append(job, value);
    }
    return job;
}

/// What the one call returned; of nothing, std::monostate.
template <typename Result>
auto take_result([[maybe_unused]] std::span<const std::byte> answer) {
    if constexpr (std::is_void_v<Result>)
        return std::monostate{};
    else
        return take<Result>(answer);
}

/// What each of the `count` calls returned; of nothing, one std::monostate.
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
