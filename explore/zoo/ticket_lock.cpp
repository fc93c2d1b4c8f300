/// A ticket lock: a ticket is drawn in two steps, so two threads hold the same one.
#include <atomic>
#include <thread>

int main() {
    std::atomic<int> next{0}, serving{0};
    int counter = 0;
    auto add = [&] {
        int mine = next;
        next = mine + 1;
        while (serving != mine) {
        }
        ++counter;
        ++serving;
    };
    std::thread a(add), b(add);
    a.join();
    b.join();
    return counter;
}
