/// Each process has a copy of its own: what the child adds, the parent never sees.
#include <cassert>

#include "processes/primitives/process.hpp"

using triptych::processes::Process;

int main() {
    int counter = 0;
    Process child{[&] { ++counter; }};
    child.join();
    assert(counter == 1);
}
