/// A hand-made barrier, used twice: a fast thread enters the second round before the first is over.
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex mutex;
std::condition_variable changed;
int arrived = 0;
int left = 0;

void wait_for_both() {
    std::unique_lock lock(mutex);
    if (++arrived == 2) changed.notify_all();
    while (arrived != 2)
        changed.wait(lock);
    if (++left == 2) arrived = left = 0;
}

int main() {
    auto work = [] {
        wait_for_both();
        wait_for_both();
    };
    std::thread a(work), b(work);
    a.join();
    b.join();
}
