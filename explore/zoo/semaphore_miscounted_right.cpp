/// A semaphore that lets one in, to what only one may use.
#include <semaphore>
#include <thread>

int main() {
    std::counting_semaphore<2> places(1);
    int used = 0;
    auto use = [&] {
        places.acquire();
        ++used;
        places.release();
    };
    std::thread a(use), b(use);
    a.join();
    b.join();
    return used;
}
