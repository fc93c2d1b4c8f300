/// A std::future that is kept lets the caller go on.
#include <future>
#include <latch>

int main() {
    std::latch go(1);
    {
        auto running = std::async(std::launch::async, [&] { go.wait(); });
        go.count_down();
    }
}
