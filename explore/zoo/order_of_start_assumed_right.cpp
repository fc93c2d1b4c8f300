/// The starter assumes that the thread has ended, and joins it first.
#include <atomic>
#include <thread>

int main() {
    std::atomic<int*> result{nullptr};
    int value = 3;
    std::thread worker([&] { result = &value; });
    worker.join();
    int seen = *result;
    return seen;
}
