/// Calls a function with stored arguments, which are not needed after the call.
#pragma once

#include <functional>
#include <type_traits>
#include <utility>

namespace triptych {

/// Moves function and arguments into the call, as std::jthread does, so the arguments may be
/// move-only. A function that does not take rvalues (its parameter is a `T&`) gets lvalues.
template <typename Function, typename... Arguments>
    requires std::is_invocable_v<Function, Arguments...> ||
             std::is_invocable_v<Function&, Arguments&...>
decltype(auto) invoke_moved(Function& function, Arguments&... arguments) {
    if constexpr (std::is_invocable_v<Function, Arguments...>)
        return std::invoke(std::move(function), std::move(arguments)...);
    else
        return std::invoke(function, arguments...);
}

}  // namespace triptych
