/// Passes a thread pool to coroutines, so that they can offload work and no model includes another.
#pragma once

#include <functional>
#include <type_traits>
#include <utility>

#include "common/cores.hpp"
#include "common/run_elsewhere.hpp"
#include "threads/primitives/thread_pool.hpp"

namespace triptych {

/// Calls `solve(input, elsewhere)`, where `elsewhere` is a thread pool with `workers` threads.
template <auto solve, typename Input>
std::invoke_result_t<decltype(solve), Input, const RunElsewhere&> offloaded_to_pool(Input input,
                                                                                    int workers) {
    threads::ThreadPool pool{workers};
    const RunElsewhere in_the_pool = [&](std::function<void()> job) {
        pool.submit(std::move(job));
    };
    return solve(std::move(input), in_the_pool);
}

/// The same with one thread per core.
template <auto solve, typename Input>
std::invoke_result_t<decltype(solve), Input, const RunElsewhere&> offloaded(Input input) {
    return offloaded_to_pool<solve, Input>(std::move(input), cores_allowed());
}

}  // namespace triptych
