/// A queue of many producers: a place is reserved in one step.
#include <atomic>
#include <cassert>
#include <thread>

int main() {
    std::atomic<int> places[2] = {0, 0};
    std::atomic<int> tail{0};
    auto put = [&](int value) {
        int place = tail.fetch_add(1);
        places[place].store(value);
    };
    std::thread a(put, 1), b(put, 2);
    a.join();
    b.join();
    assert(places[0] + places[1] == 3);
}
