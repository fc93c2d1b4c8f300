/// Hello with processes: one child per greeter. Each has its own process id, and one thread with
/// the same id. It sends its greeting to the parent through a pipe.
#include "common/workloads/hello.hpp"

#include <thread>
#include <vector>

#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"

namespace triptych::processes {
namespace {

using Desk = Pipe<Greeting>;

void greet(std::int32_t greeter, Desk& desk) {
    const Greeting greeting = say_hello(greeter);
    std::this_thread::sleep_for(greeting_unit);
    desk.put(say_goodbye(greeting));
}

}  // namespace

Guestbook hello(std::int64_t greeters) {
    Guestbook book;
    Desk desk;
    std::vector<Process> workers;
    for (std::int32_t greeter = 0; greeter < greeters; ++greeter)
        workers.emplace_back([&, greeter] { greet(greeter, desk); });
    while (const auto greeting = desk.take())  // until the last worker has exited
        book.push_back(*greeting);
    for (Process& worker : workers)
        worker.join();
    return book;
}

}  // namespace triptych::processes
