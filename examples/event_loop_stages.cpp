/// The stages of an event loop: a task waits for a future; another task sets it, when a byte has
/// arrived through a pipe. The loop reports each stage:
///
///     task runs     waiter
///     task runs     reader
///     task runs     writer
///     select        1 descriptor is ready
///     ready         it can be read
///     task woken    reader
///     task runs     reader
///     future set
///     task woken    waiter
///     task runs     waiter
///     the waiter got 'x'
#include <array>
#include <fmt/format.h>
#include <map>
#include <string_view>
#include <unistd.h>

#include "common/descriptor.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/run.hpp"

using namespace triptych::coroutines;
using triptych::Descriptor;

namespace {

/// Prints each stage. Tasks get their names in the order in which they first run.
class Printer final : public Tracer {
public:
    void selected(std::size_t descriptors) noexcept override {
        if (descriptors > 0) fmt::print("select        {} descriptor is ready\n", descriptors);
    }
    void ready(int /*descriptor*/, Readiness readiness) noexcept override {
        fmt::print("ready         it can be {}\n", readiness.read ? "read" : "written");
    }
    void future_set() noexcept override { fmt::print("future set\n"); }
    void woken(const PromiseBase& task) noexcept override {
        fmt::print("task woken    {}\n", name(task));
    }
    void runs(const PromiseBase& task) noexcept override {
        fmt::print("task runs     {}\n", name(task));
    }

private:
    std::string_view name(const PromiseBase& task) {
        constexpr std::array<std::string_view, 3> names{"waiter", "reader", "writer"};
        return names.at(numbers_.try_emplace(&task, numbers_.size()).first->second);
    }

    std::map<const PromiseBase*, std::size_t> numbers_;
};

Task<> wait(Future<char> future) {
    const char letter = co_await future;
    fmt::print("the waiter got '{}'\n", letter);
}

Task<> read(const Descriptor& source, Future<char> future) {
    co_await readable(source.get());
    char letter = '\0';
    if (::read(source.get(), &letter, 1) == 1) future.set_result(letter);
}

Task<> write(const Descriptor& drain) {
    if (::write(drain.get(), "x", 1) != 1) fmt::print("the pipe is broken\n");
    co_return;
}

}  // namespace

int main() {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) == -1) return 1;
    const Descriptor source{ends[0]};
    const Descriptor drain{ends[1]};

    Printer printer;
    EventLoop loop;
    const Future<char> future;
    const Future<> waiter = create_task(wait(future));
    const Future<> reader = create_task(read(source, future));
    const Future<> writer = create_task(write(drain));
    loop.set_tracer(&printer);
    loop.run();
    loop.set_tracer(nullptr);
}
