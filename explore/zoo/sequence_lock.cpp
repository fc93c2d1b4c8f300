/// A sequence lock: the reader does not look at the number again after it has read.
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
    do
        before = sequence;
    while (before % 2 == 1);
    one = first;
    two = second;
    assert(one == two);
    writer.join();
}
