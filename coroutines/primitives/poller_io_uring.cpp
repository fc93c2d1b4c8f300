/// The backend io_uring: submissions and completions lie in two rings that the kernel and the loop
/// share. One system call passes all pending submissions, and waits.
#include <cerrno>
#include <liburing.h>
#include <map>
#include <poll.h>
#include <vector>

#include "common/refusal.hpp"
#include "coroutines/primitives/poller.hpp"

namespace triptych::coroutines {
namespace {

class IoUringPoller final : public Poller {
public:
    IoUringPoller() { check(::io_uring_queue_init(entries, &ring_, 0), "io_uring_queue_init"); }
    IoUringPoller(const IoUringPoller&) = delete;
    IoUringPoller& operator=(const IoUringPoller&) = delete;
    ~IoUringPoller() override { ::io_uring_queue_exit(&ring_); }

    void watch(int descriptor, Readiness readiness) override {
        if (const auto request = open_requests_.find(descriptor); request != open_requests_.end()) {
            io_uring_sqe* const submission = next_submission();
            ::io_uring_prep_poll_remove(submission, request->second);
            ::io_uring_sqe_set_data64(submission, ignored);
            open_requests_.erase(request);
            // Submit at once: until then the kernel keeps the file open, even if this program
            // closes its descriptor, and the other end would not see the end-of-file.
            if (readiness == Readiness{}) check(::io_uring_submit(&ring_), "io_uring_submit");
        }
        if (readiness == Readiness{}) return;
        detail::require_open(descriptor);
        io_uring_sqe* const submission = next_submission();
        ::io_uring_prep_poll_add(submission, descriptor,
                                 (readiness.read ? POLLIN : 0U) | (readiness.write ? POLLOUT : 0U));
        // The counter distinguishes this request from earlier ones for the same descriptor.
        const std::uint64_t name = (++requests_ << 32U) | static_cast<std::uint32_t>(descriptor);
        ::io_uring_sqe_set_data64(submission, name);
        open_requests_[descriptor] = name;
    }

    std::span<const ReadyDescriptor> wait(std::optional<Clock::time_point> due) override {
        ready_.clear();
        __kernel_timespec left{};
        if (due) {
            const timespec time = detail::time_until(*due);
            left = {.tv_sec = time.tv_sec, .tv_nsec = time.tv_nsec};
        }
        io_uring_cqe* completion = nullptr;
        const int result = ::io_uring_submit_and_wait_timeout(&ring_, &completion, 1,
                                                              due ? &left : nullptr, nullptr);
        if (result != -ETIME && result != -EINTR) check(result, "io_uring_submit_and_wait_timeout");
        while (::io_uring_peek_cqe(&ring_, &completion) == 0) {
            receive(*completion);
            ::io_uring_cqe_seen(&ring_, completion);
        }
        return ready_;
    }

private:
    static constexpr unsigned entries = 256;
    static constexpr std::uint64_t ignored = 0;  // the completion is ignored

    static int check(int result, const char* call) {
        if (result < 0) throw_refused(-result, call);
        return result;
    }

    io_uring_sqe* next_submission() {
        io_uring_sqe* submission = ::io_uring_get_sqe(&ring_);
        if (submission == nullptr) {  // the ring is full
            check(::io_uring_submit(&ring_), "io_uring_submit");
            submission = ::io_uring_get_sqe(&ring_);
        }
        return submission;
    }

    void receive(const io_uring_cqe& completion) {
        const std::uint64_t name = ::io_uring_cqe_get_data64(&completion);
        const auto request = open_requests_.find(static_cast<int>(name & 0xffffffffU));
        if (name == ignored || request == open_requests_.end() || request->second != name) return;
        const auto events = static_cast<unsigned>(completion.res);
        const bool broken = completion.res < 0 || (events & (POLLERR | POLLHUP | POLLNVAL)) != 0;
        ready_.push_back({request->first,
                          {.read = broken || (events & POLLIN) != 0,
                           .write = broken || (events & POLLOUT) != 0}});
        open_requests_.erase(request);
    }

    io_uring ring_{};
    std::map<int, std::uint64_t> open_requests_;  // the open request of each descriptor
    std::uint64_t requests_ = 0;
    std::vector<ReadyDescriptor> ready_;
};

}  // namespace

std::unique_ptr<Poller> detail::make_io_uring() {
    return std::make_unique<IoUringPoller>();
}

}  // namespace triptych::coroutines
