/// The starter assumes that the thread has already run.
#include <atomic>
#include <thread>

int main() {
    std::atomic<int*> result{nullptr};
    int value = 3;
    std::thread worker([&] { result = &value; });
    int seen = *result;
    worker.join();
    return seen;
}
