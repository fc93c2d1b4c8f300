/// A promise that one path does not keep: its future throws.
#include <atomic>
#include <future>
#include <thread>

int main() {
    std::atomic<bool> cancelled{false};
    std::promise<int> promise;
    std::future<int> future = promise.get_future();
    std::thread worker([&, mine = std::move(promise)]() mutable {
        if (!cancelled) mine.set_value(1);

        std::promise<int> gone = std::move(mine);
    });
    cancelled = true;
    int seen = future.get();
    worker.join();
    return seen >= 0 ? 0 : 1;
}
