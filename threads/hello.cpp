/// Hello with threads: one thread per greeter, all in one process. Each thread has its own id.
#include "common/workloads/hello.hpp"

#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace triptych::threads {
namespace {

class Desk {
public:
    void sign(const Greeting& greeting) {
        const std::lock_guard lock{mutex_};
        book_.push_back(greeting);
    }

    Guestbook take() {
        const std::lock_guard lock{mutex_};
        return std::move(book_);
    }

private:
    std::mutex mutex_;
    Guestbook book_;  // guarded by mutex_
};

void greet(std::int32_t greeter, Desk& desk) {
    const Greeting greeting = say_hello(greeter);
    std::this_thread::sleep_for(greeting_unit);
    desk.sign(say_goodbye(greeting));
}

}  // namespace

Guestbook hello(std::int64_t greeters) {
    Desk desk;
    std::vector<std::jthread> workers;
    for (std::int32_t greeter = 0; greeter < greeters; ++greeter)
        workers.emplace_back([&, greeter] { greet(greeter, desk); });
    for (std::jthread& worker : workers)
        worker.join();
    return desk.take();
}

}  // namespace triptych::threads
