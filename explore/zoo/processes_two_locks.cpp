/// Deadlock: two processes take the same two locks in opposite orders.
#include <mutex>

#include "processes/primitives/mutex.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"

using triptych::processes::Mutex;
using triptych::processes::Process;
using triptych::processes::Shared;

int main() {
    Shared<Mutex> left, right;
    Process a{[&] {
        std::lock_guard first(*left);
        std::lock_guard second(*right);
    }};
    Process b{[&] {
        std::lock_guard first(*right);
        std::lock_guard second(*left);
    }};
    a.join();
    b.join();
}
