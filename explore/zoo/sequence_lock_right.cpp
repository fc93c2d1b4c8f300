/// A sequence lock: the reader reads again if the number has changed.
#include <atomic>
#include <cassert>
#include <thread>

int main() {
    std::atomic<int> sequence{0}, first{0}, second{0};
    std::thread writer([&] {
        ++sequence;
        first = 1;
        second = 1;
        ++sequence;
    });
    int before = 0, one = 0, two = 0;
    do {
        before = sequence;
        one = first;
        two = second;
    } while (before % 2 == 1 || sequence != before);
    assert(one == two);
    writer.join();
}
