/// Lost update: two threads add to a counter that nothing guards.
#include <mutex>
#include <thread>

int main() {
    int counter = 0;
    auto add = [&] { ++counter; };
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
