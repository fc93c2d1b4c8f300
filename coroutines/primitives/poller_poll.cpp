/// The backend poll: each call passes all descriptors, and the kernel looks at all of them.
#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <system_error>
#include <vector>

#include "coroutines/primitives/poller.hpp"

namespace triptych::coroutines {
namespace {

class PollPoller final : public Poller {
public:
    void watch(int descriptor, Readiness readiness) override {
        std::erase_if(watched_, [=](const pollfd& entry) { return entry.fd == descriptor; });
        const int events = (readiness.read ? POLLIN : 0) | (readiness.write ? POLLOUT : 0);
        if (events == 0) return;
        detail::require_open(descriptor);
        watched_.push_back({descriptor, static_cast<short>(events), 0});
    }

    std::span<const ReadyDescriptor> wait(std::optional<Clock::time_point> due) override {
        ready_.clear();
        timespec left{};
        if (due) left = detail::time_until(*due);
        if (::ppoll(watched_.data(), watched_.size(), due ? &left : nullptr, nullptr) == -1) {
            if (errno == EINTR) return {};
            throw std::system_error{errno, std::generic_category(), "ppoll"};
        }
        for (const pollfd& entry : watched_) {
            const bool broken = (entry.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
            const Readiness readiness{.read = broken || (entry.revents & POLLIN) != 0,
                                      .write = broken || (entry.revents & POLLOUT) != 0};
            if (readiness != Readiness{}) ready_.push_back({entry.fd, readiness});
        }
        std::erase_if(watched_, [](const pollfd& entry) { return entry.revents != 0; });
        return ready_;
    }

private:
    std::vector<pollfd> watched_;
    std::vector<ReadyDescriptor> ready_;
};

}  // namespace

std::unique_ptr<Poller> detail::make_poll() {
    return std::make_unique<PollPoller>();
}

}  // namespace triptych::coroutines
