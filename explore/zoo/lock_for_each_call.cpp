/// Each call locks a mutex of its own.
#include <mutex>
#include <thread>

int counter = 0;

void add() {
    std::mutex mutex;
    std::lock_guard lock(mutex);
    ++counter;
}

int main() {
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
