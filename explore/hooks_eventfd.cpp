/// eventfd: a counter behind a descriptor, by which a thread wakes an event loop.
#include <cerrno>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "explore/hooks.hpp"
#include "explore/real.hpp"

namespace explore = triptych::explore;
using explore::Kind;

namespace {

constexpr int first_virtual = 100'000;  // such a descriptor is known to the engine alone

}  // namespace

namespace triptych::explore {

/// Its number is the counter. Null if the descriptor is none of the engine's.
int* Execution::event_counter(int descriptor) {
    const int index = descriptor - first_virtual;
    if (index < 0 || index >= static_cast<int>(event_counters_.size())) return nullptr;
    return event_counters_[static_cast<std::size_t>(index)];
}

int Execution::new_event_counter(unsigned value) {
    // On the program's heap, so that it has the same address in each execution.
    auto* const counter = static_cast<int*>(heap_.allocate(me_->id, sizeof(int)));
    *counter = static_cast<int>(value);
    event_counters_.push_back(counter);
    return first_virtual + static_cast<int>(event_counters_.size()) - 1;
}

bool Execution::close_event_counter(int descriptor) {
    int* const counter = event_counter(descriptor);
    if (counter == nullptr) return false;
    event_counters_[static_cast<std::size_t>(descriptor - first_virtual)] = nullptr;
    heap_.free(me_->id, counter);
    return true;
}

}  // namespace triptych::explore

extern "C" {

int eventfd(unsigned value, int flags) noexcept {
    if (!explore::scheduled())
        return static_cast<int>(explore::real::syscall(SYS_eventfd2, value, flags));
    return explore::execution().new_event_counter(value);
}

int eventfd_write(int descriptor, eventfd_t value) {
    int* const counter =
        explore::scheduled() ? explore::execution().event_counter(descriptor) : nullptr;
    if (counter == nullptr)
        return explore::real::syscall(SYS_write, descriptor, &value, sizeof value) == sizeof value
                   ? 0
                   : -1;
    explore::Execution& execution = explore::execution();
    const std::uint64_t address = explore::address_of(counter);
    execution.reach(Kind::release, address, explore::place_of(__builtin_return_address(0)));
    explore::Thread& me = execution.me();
    execution.objects().at(address).released.join(me.sync);
    ++me.sync[me.id];
    *counter += static_cast<int>(value);
    return 0;
}

int eventfd_read(int descriptor, eventfd_t* value) {
    int* const counter =
        explore::scheduled() ? explore::execution().event_counter(descriptor) : nullptr;
    if (counter == nullptr)
        return explore::real::syscall(SYS_read, descriptor, value, sizeof *value) == sizeof *value
                   ? 0
                   : -1;
    explore::Execution& execution = explore::execution();
    const std::uint64_t address = explore::address_of(counter);
    execution.reach(Kind::try_acquire, address, explore::place_of(__builtin_return_address(0)));
    execution.me().sync.join(execution.objects().at(address).released);
    if (*counter == 0) {
        errno = EAGAIN;
        return -1;
    }
    *value = static_cast<eventfd_t>(*counter);
    *counter = 0;
    return 0;
}

/// Returns when the counter is not 0: what an explored event loop does with nothing to run.
void triptych_wait_for_event(int descriptor) {
    if (!explore::scheduled()) return;
    explore::Execution& execution = explore::execution();
    int* const counter = execution.event_counter(descriptor);
    if (counter == nullptr)
        execution.fail(explore::End::unsupported, "a loop that waits for a descriptor", 0);
    execution.reach(Kind::acquire, explore::address_of(counter),
                    explore::place_of(__builtin_return_address(0)));
}
}
