/// A thread uses data that its starter frees after it has ended.
#include <memory>
#include <thread>

int main() {
    auto data = std::make_unique<int>(1);
    std::thread user([pointer = data.get()] { *pointer = 2; });
    user.join();
    data.reset();
}
