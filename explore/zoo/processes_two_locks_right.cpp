/// Both processes take the locks in the same order.
#include <mutex>

#include "processes/primitives/mutex.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"

using triptych::processes::Mutex;
using triptych::processes::Process;
using triptych::processes::Shared;

int main() {
    Shared<Mutex> left, right;
    auto take_both = [&] {
        std::lock_guard first(*left);
        std::lock_guard second(*right);
    };
    Process a{take_both}, b{take_both};
    a.join();
    b.join();
}
