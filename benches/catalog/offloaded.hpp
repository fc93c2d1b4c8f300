/// Gives coroutines a thread pool to offload to. Neither model includes the other.
#pragma once

#include <functional>
#include <type_traits>
#include <utility>

#include "common/cores.hpp"
#include "common/run_elsewhere.hpp"
#include "threads/primitives/thread_pool.hpp"

namespace triptych {

/// Calls `solve(input, executor)` with the executor of a thread pool of so many workers.
template <auto solve, typename Input>
std::invoke_result_t<decltype(solve), Input, const RunElsewhere&> offloaded_to_pool(Input input,
                                                                                    int workers) {
    threads::ThreadPool pool{workers};
    const RunElsewhere in_the_pool = [&](std::function<void()> job) {
        pool.submit(std::move(job));
    };
    return solve(std::move(input), in_the_pool);
}

/// The same with one worker per core.
template <auto solve, typename Input>
std::invoke_result_t<decltype(solve), Input, const RunElsewhere&> offloaded(Input input) {
    return offloaded_to_pool<solve, Input>(std::move(input), cores_allowed());
}

}  // namespace triptych
