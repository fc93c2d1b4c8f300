#include "coroutines/primitives/tracer.hpp"

#include <dlfcn.h>

namespace triptych::coroutines::detail {

/// The number in the name is that of this version of Tracer: a library that knows another one is
/// not called.
Tracer* tracer_from_outside() noexcept {
    using Find = Tracer*();
    static auto* const find =
        reinterpret_cast<Find*>(::dlsym(RTLD_DEFAULT, "triptych_trace_loop_1"));
    return find == nullptr ? nullptr : find();
}

}  // namespace triptych::coroutines::detail
