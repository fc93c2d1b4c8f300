/// A thread waits for a flag that is a plain variable.
#include <atomic>
#include <thread>

int main() {
    bool done = false;
    int result = 0;
    std::thread worker([&] {
        result = 5;
        done = true;
    });
    int seen = 5;
    if (done) seen = result;
    worker.join();
    return seen;
}
