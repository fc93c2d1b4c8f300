/// A task on Triptych's event loop in a program of one's own. Prints 42.
#include <chrono>
#include <cstdio>

#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task.hpp"

using namespace triptych::coroutines;

namespace {

Task<int> twice(int number) {
    co_await sleep_for(std::chrono::milliseconds{1});
    co_return 2 * number;
}

}  // namespace

int main() {
    std::printf("%d\n", run(twice(21)));
}
