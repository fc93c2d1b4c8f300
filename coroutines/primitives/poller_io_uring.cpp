/// By io_uring: questions and answers lie in two rings that the kernel and the loop share, and one
/// call hands over as many questions as there are, and waits.
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
        if (const auto asked = asked_.find(descriptor); asked != asked_.end()) {
            io_uring_sqe* const question = next_question();
            ::io_uring_prep_poll_remove(question, asked->second);
            ::io_uring_sqe_set_data64(question, forgotten);
            asked_.erase(asked);
            // At once, for until then the kernel keeps the file open, though it be closed here: the
            // other end would see no end-of-file.
            if (readiness == Readiness{}) check(::io_uring_submit(&ring_), "io_uring_submit");
        }
        if (readiness == Readiness{}) return;
        detail::require_open(descriptor);
        io_uring_sqe* const question = next_question();
        ::io_uring_prep_poll_add(question, descriptor,
                                 (readiness.read ? POLLIN : 0U) | (readiness.write ? POLLOUT : 0U));
        // The number tells this question from an earlier one about the same descriptor.
        const std::uint64_t name = (++questions_ << 32U) | static_cast<std::uint32_t>(descriptor);
        ::io_uring_sqe_set_data64(question, name);
        asked_[descriptor] = name;
    }

    std::span<const ReadyDescriptor> wait(std::optional<Clock::time_point> due) override {
        ready_.clear();
        __kernel_timespec left{};
        if (due) {
            const timespec time = detail::time_until(*due);
            left = {.tv_sec = time.tv_sec, .tv_nsec = time.tv_nsec};
        }
        io_uring_cqe* answer = nullptr;
        const int result =
            ::io_uring_submit_and_wait_timeout(&ring_, &answer, 1, due ? &left : nullptr, nullptr);
        if (result != -ETIME && result != -EINTR) check(result, "io_uring_submit_and_wait_timeout");
        while (::io_uring_peek_cqe(&ring_, &answer) == 0) {
            hear(*answer);
            ::io_uring_cqe_seen(&ring_, answer);
        }
        return ready_;
    }

private:
    static constexpr unsigned entries = 256;
    static constexpr std::uint64_t forgotten = 0;  // nobody asks for the answer

    static int check(int result, const char* call) {
        if (result < 0) throw_refused(-result, call);
        return result;
    }

    io_uring_sqe* next_question() {
        io_uring_sqe* question = ::io_uring_get_sqe(&ring_);
        if (question == nullptr) {  // the ring is full
            check(::io_uring_submit(&ring_), "io_uring_submit");
            question = ::io_uring_get_sqe(&ring_);
        }
        return question;
    }

    void hear(const io_uring_cqe& answer) {
        const std::uint64_t name = ::io_uring_cqe_get_data64(&answer);
        const auto asked = asked_.find(static_cast<int>(name & 0xffffffffU));
        if (name == forgotten || asked == asked_.end() || asked->second != name) return;
        const auto events = static_cast<unsigned>(answer.res);
        const bool broken = answer.res < 0 || (events & (POLLERR | POLLHUP | POLLNVAL)) != 0;
        ready_.push_back({asked->first,
                          {.read = broken || (events & POLLIN) != 0,
                           .write = broken || (events & POLLOUT) != 0}});
        asked_.erase(asked);
    }

    io_uring ring_{};
    std::map<int, std::uint64_t> asked_;  // which question is open for a descriptor
    std::uint64_t questions_ = 0;
    std::vector<ReadyDescriptor> ready_;
};

}  // namespace

std::unique_ptr<Poller> detail::make_io_uring() {
    return std::make_unique<IoUringPoller>();
}

}  // namespace triptych::coroutines
