/// A hand-made barrier, used twice: rounds are told apart by a number.
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex mutex;
std::condition_variable changed;
int arrived = 0;
int round_number = 0;

void wait_for_both() {
    std::unique_lock lock(mutex);
    const int mine = round_number;
    if (++arrived == 2) {
        arrived = 0;
        ++round_number;
        changed.notify_all();
    }
    while (round_number == mine)
        changed.wait(lock);
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
