/// Two threads that sleep: main 4 times, the other one 6 times.
#include <chrono>
#include <thread>

namespace {

void sleep(int times) {
    for (int i = 0; i < times; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds{3 + i});
}

}  // namespace

int main() {
    std::thread other{[] { sleep(6); }};
    sleep(4);
    other.join();
}
