/// Lost update: two processes add to a counter in shared memory that nothing guards.
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"

using triptych::processes::Process;
using triptych::processes::Shared;

int main() {
    Shared<int> counter;
    auto add = [&] { ++*counter; };
    Process a{add}, b{add};
    a.join();
    b.join();
    return *counter;
}
