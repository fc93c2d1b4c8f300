/// Deadlock of coroutines: each task holds one lock and awaits the other's.
#include <cassert>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;

Task<> transfer(Mutex& from, Mutex& to) {
    co_await sleep_for(std::chrono::milliseconds{1});  // the order arrives
    const auto first = co_await from.lock();
    co_await sleep_for(std::chrono::milliseconds{1});  // the account is looked up
    const auto second = co_await to.lock();
}

Task<> both_ways(Mutex& mine, Mutex& yours) {
    std::vector<Task<>> transfers;
    transfers.push_back(transfer(mine, yours));
    transfers.push_back(transfer(yours, mine));
    co_await gather(std::move(transfers));
}

int main() {
    Mutex mine;
    Mutex yours;
    run(both_ways(mine, yours));
    return 0;
}
