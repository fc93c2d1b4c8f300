/// Each process locks the mutex, which is in shared memory, too, for the addition.
#include <cassert>
#include <mutex>

#include "processes/primitives/mutex.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"

using triptych::processes::Mutex;
using triptych::processes::Process;
using triptych::processes::Shared;

struct Counter {
    Mutex mutex;
    int value = 0;
};

int main() {
    Shared<Counter> counter;
    auto add = [&] {
        std::lock_guard lock(counter->mutex);
        ++counter->value;
    };
    Process a{add}, b{add};
    a.join();
    b.join();
    assert(counter->value == 2);
}
