/// Calls a function with arguments that are kept for this one call.
#pragma once

#include <functional>
#include <type_traits>
#include <utility>

namespace triptych {

/// Function and arguments are moved into the call, as std::jthread does it: so the arguments may be
/// move-only. A function that takes no rvalues (a `T&` to work on) gets them as they are.
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
