/// A latch that is counted down once less than it expects.
#include <latch>
#include <thread>

int main() {
    std::latch done(2);
    std::thread a([&] { done.count_down(); });
    std::thread b([&] {});
    done.wait();
    a.join();
    b.join();
}
