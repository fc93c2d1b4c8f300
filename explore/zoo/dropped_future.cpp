/// A std::future that is dropped waits in its destructor.
#include <future>
#include <latch>

int main() {
    std::latch go(1);
    {
        std::async(std::launch::async, [&] { go.wait(); });
        go.count_down();
    }
}
