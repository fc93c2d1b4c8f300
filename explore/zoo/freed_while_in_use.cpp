/// A thread uses data that its starter frees without waiting for it.
#include <memory>
#include <thread>

int main() {
    auto data = std::make_unique<int>(1);
    std::thread user([pointer = data.get()] { *pointer = 2; });
    data.reset();
    user.join();
}
