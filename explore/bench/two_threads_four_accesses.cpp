/// What `explore/bench/executions_per_second` measures: two threads, four accesses.
#include <thread>

int main() {
    int counter = 0;
    auto add = [&] { ++counter; };
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
