/// Half an update: the parent kills the child between two writes that belong together.
#include <cassert>

#include "processes/primitives/process.hpp"
#include "processes/primitives/shared_array.hpp"

using triptych::processes::Process;
using triptych::processes::SharedArray;

int main() {
    SharedArray<int> accounts(2);
    Process child{[&] {
        accounts.values()[0] -= 5;
        accounts.values()[1] += 5;
    }};
    child.kill();
    child.wait();
    assert(accounts.values()[0] + accounts.values()[1] == 0);
}
