/// Each call locks the one mutex there is.
#include <mutex>
#include <thread>

int counter = 0;

void add() {
    static std::mutex mutex;
    std::lock_guard lock(mutex);
    ++counter;
}

int main() {
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
