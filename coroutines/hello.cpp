/// Hello with coroutines: one task per greeter, all on one thread, so all have the same thread id.
/// They run concurrently only if they are started together (gather): awaiting one after another is
/// calling one after another.
#include "common/workloads/hello.hpp"

#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

using Desk = Guestbook;

Task<> greet(std::int32_t greeter, Desk& desk) {
    const Greeting greeting = say_hello(greeter);
    co_await sleep_for(greeting_unit);
    desk.push_back(say_goodbye(greeting));
}

/// Broken on purpose: co_await in a loop is a plain call in a loop. Each greeter begins after the
/// one before has left, so nothing is concurrent. The result is right, but late.
Task<> greet_one_by_one(std::int64_t greeters, Desk& desk) {
    for (std::int32_t greeter = 0; greeter < greeters; ++greeter)
        co_await greet(greeter, desk);
}

}  // namespace

Guestbook hello(std::int64_t greeters) {
    Desk desk;
    std::vector<Task<>> workers;
    for (std::int32_t greeter = 0; greeter < greeters; ++greeter)
        workers.push_back(greet(greeter, desk));
    run(gather(std::move(workers)));
    return desk;
}

Guestbook hello_one_by_one(std::int64_t greeters) {
    Desk desk;
    run(greet_one_by_one(greeters, desk));
    return desk;
}

}  // namespace triptych::coroutines
