/// The backend epoll: the kernel keeps the list of descriptors, and reports only the ready ones.
#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <vector>

#include "common/descriptor.hpp"
#include "common/refusal.hpp"
#include "coroutines/primitives/poller.hpp"

namespace triptych::coroutines {
namespace {

class EpollPoller final : public Poller {
public:
    EpollPoller() : epoll_{::epoll_create1(EPOLL_CLOEXEC)} {
        if (!epoll_.is_open()) fail("epoll_create1");
    }

    void watch(int descriptor, Readiness readiness) override {
        epoll_event event{};
        if (readiness == Readiness{}) {  // may fail: the kernel itself removes closed descriptors
            ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, descriptor, &event);
            return;
        }
        event.events =
            EPOLLONESHOT | (readiness.read ? EPOLLIN : 0U) | (readiness.write ? EPOLLOUT : 0U);
        event.data.fd = descriptor;
        if (::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, descriptor, &event) == 0) return;
        if (errno != ENOENT) fail("epoll_ctl");  // ENOENT: the kernel does not know this one
        if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event) == -1) fail("epoll_ctl");
    }

    std::span<const ReadyDescriptor> wait(std::optional<Clock::time_point> due) override {
        ready_.clear();
        timespec left{};
        if (due) left = detail::time_until(*due);
        const int count =
            ::epoll_pwait2(epoll_.get(), events_.data(), static_cast<int>(events_.size()),
                           due ? &left : nullptr, nullptr);
        if (count == -1 && errno != EINTR) fail("epoll_pwait2");
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events_[static_cast<std::size_t>(i)];
            const bool broken = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
            ready_.push_back({event.data.fd,
                              {.read = broken || (event.events & EPOLLIN) != 0,
                               .write = broken || (event.events & EPOLLOUT) != 0}});
        }
        return ready_;
    }

private:
    [[noreturn]] static void fail(const char* call) { throw_refused(errno, call); }

    Descriptor epoll_;
    std::array<epoll_event, 64> events_{};
    std::vector<ReadyDescriptor> ready_;
};

}  // namespace

std::unique_ptr<Poller> detail::make_epoll() {
    return std::make_unique<EpollPoller>();
}

}  // namespace triptych::coroutines
