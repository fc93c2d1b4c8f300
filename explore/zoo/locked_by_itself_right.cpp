/// A function that holds a recursive mutex may lock it again.
#include <mutex>
#include <thread>

std::recursive_mutex mutex;
int counter = 0;

void add() {
    std::lock_guard lock(mutex);
    ++counter;
}

void add_twice() {
    std::lock_guard lock(mutex);
    add();
    add();
}

int main() {
    std::thread a(add_twice), b(add);
    a.join();
    b.join();
    return counter;
}
