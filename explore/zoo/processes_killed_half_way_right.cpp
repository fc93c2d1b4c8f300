/// The parent lets the child finish its update, and asks for no more.
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
    child.wait();
    assert(accounts.values()[0] + accounts.values()[1] == 0);
}
