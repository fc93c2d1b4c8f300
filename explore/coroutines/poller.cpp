/// What an explored event loop waits for when it has nothing to run: other threads of the program.
///
/// Replaces coroutines/primitives/poller*.cpp: no descriptor of the kernel is asked.
#include "coroutines/primitives/poller.hpp"

#include <thread>

#include "explore/coroutines/engine.hpp"

namespace triptych::coroutines {
namespace {

class ExploredPoller final : public Poller {
public:
    /// The first descriptor is the one by which other threads wake the loop.
    void watch(int descriptor, Readiness readiness) override {
        if (ready_.descriptor == -1) ready_ = {descriptor, readiness};
        if (descriptor != ready_.descriptor) triptych_wait_for_event(-1);  // unsupported
    }

    std::span<const ReadyDescriptor> wait(std::optional<Clock::time_point> due) override {
        if (due) {
            std::this_thread::sleep_until(*due);
            return {};
        }
        triptych_wait_for_event(ready_.descriptor);
        return {&ready_, 1};
    }

private:
    ReadyDescriptor ready_;
};

}  // namespace

Backend default_backend() noexcept {
    return Backend::epoll;
}
void set_default_backend(Backend /*backend*/) noexcept {}

std::unique_ptr<Poller> make_poller(Backend /*backend*/) {
    return std::make_unique<ExploredPoller>();
}

}  // namespace triptych::coroutines
