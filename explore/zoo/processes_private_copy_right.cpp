/// The counter is in memory that both processes share.
#include <cassert>

#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"

using triptych::processes::Process;
using triptych::processes::Shared;

int main() {
    Shared<int> counter;
    Process child{[&] { ++*counter; }};
    child.join();
    assert(*counter == 1);
}
