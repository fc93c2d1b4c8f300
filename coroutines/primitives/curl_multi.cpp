#include "coroutines/primitives/curl_multi.hpp"

#include <curl/curl.h>
#include <new>
#include <stdexcept>

#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {

/// A transfer belongs to curl's multi handle as long as this lives: perform() may be cancelled, or
/// dropped.
class CurlMulti::Running {
public:
    Running(CurlMulti& owner, void* easy) : owner_{owner}, easy_{easy} {
        owner_.running_.emplace(easy_, done);
        const CURLMcode code = curl_multi_add_handle(owner_.multi_, easy_);
        if (code == CURLM_OK) return;
        owner_.running_.erase(easy_);
        throw std::runtime_error{curl_multi_strerror(code)};
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        curl_multi_remove_handle(owner_.multi_, easy_);
        owner_.running_.erase(easy_);
    }

    const Future<int> done;

private:
    CurlMulti& owner_;
    void* easy_;
};

CurlMulti::CurlMulti() : multi_{curl_multi_init()} {
    if (multi_ == nullptr) throw std::bad_alloc{};
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, watch_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    driver_.create_task(drive());
}

CurlMulti::~CurlMulti() {
    curl_multi_cleanup(multi_);  // closes connections, so it still calls watch_socket()
}

Task<int> CurlMulti::perform(void* easy) {
    const Running running{*this, easy};
    co_return co_await running.done;
}

int CurlMulti::watch_socket(void* /*easy*/, int socket, int what, void* self,
                            void* /*unused*/) noexcept {
    CurlMulti& curl = *static_cast<CurlMulti*>(self);
    try {
        // Always a new wait: if the socket was closed meanwhile, another may have its number.
        curl.sockets_.erase(socket);
        if (what == CURL_POLL_REMOVE) return 0;
        Socket& state = curl.sockets_[socket];
        state.wanted = {.read = (what & CURL_POLL_IN) != 0, .write = (what & CURL_POLL_OUT) != 0};
        state.waiting.create_task(curl.wait_until_ready(socket, state));
    } catch (...) {
        curl.failure_ = std::current_exception();
        curl.something_happened_.set();
    }
    return 0;
}

int CurlMulti::set_timer(void* /*multi*/, long milliseconds, void* self) noexcept {
    CurlMulti& curl = *static_cast<CurlMulti*>(self);
    try {
        curl.is_due_ = false;
        curl.timer_.emplace();  // drops the task that slept
        if (milliseconds >= 0) curl.timer_->create_task(curl.wait_until_due(milliseconds));
    } catch (...) {
        curl.failure_ = std::current_exception();
        curl.something_happened_.set();
    }
    return 0;
}

Task<> CurlMulti::wait_until_ready(int socket, Socket& state) {
    try {
        co_await detail::DescriptorReady{socket, state.wanted};
        state.is_ready = true;
    } catch (const std::system_error&) {
        failure_ = std::current_exception();
    }
    something_happened_.set();
}

Task<> CurlMulti::wait_until_due(long milliseconds) {
    if (milliseconds > 0) co_await sleep_for(std::chrono::milliseconds{milliseconds});
    is_due_ = true;
    something_happened_.set();
}

Task<> CurlMulti::drive() {
    while (true) {
        co_await something_happened_.wait();
        something_happened_.clear();
        if (std::exchange(is_due_, false)) act_on(CURL_SOCKET_TIMEOUT);
        std::vector<int> ready;  // a copy: curl changes sockets_
        for (const auto& [socket, state] : sockets_)
            if (state.is_ready) ready.push_back(socket);
        for (const int socket : ready)
            act_on(socket);
        collect_ended();
    }
}

void CurlMulti::act_on(int socket) {
    if (const auto found = sockets_.find(socket); found != sockets_.end()) {
        if (!found->second.is_ready) return;  // another socket by now
        found->second.is_ready = false;
        found->second.waiting.create_task(wait_until_ready(socket, found->second));
    }
    int still_running = 0;
    curl_multi_socket_action(multi_, socket, 0, &still_running);  // 0: it finds out for what
}

void CurlMulti::collect_ended() {
    int left = 0;
    while (const CURLMsg* const message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const auto found = running_.find(message->easy_handle);
        if (found != running_.end() && !found->second.done())
            found->second.set_result(static_cast<int>(message->data.result));
    }
    if (const auto failure = std::exchange(failure_, nullptr))
        for (const auto& [easy, done] : running_)
            if (!done.done()) done.set_exception(failure);
}

}  // namespace triptych::coroutines
