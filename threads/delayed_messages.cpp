/// Delayed messages with threads: one thread per message, asleep in the kernel.
/// They share memory, so a mutex guards the inbox.
#include "common/workloads/delayed_messages.hpp"

#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "threads/primitives/thread_pool.hpp"

namespace triptych::threads {
namespace {

class Inbox {
public:
    explicit Inbox(std::size_t expected) : arrived_{expected} {}

    void put(int id) {
        const std::lock_guard lock{mutex_};
        arrived_.put(id);
    }

    Arrivals take() {
        const std::lock_guard lock{mutex_};
        return std::move(arrived_);
    }

private:
    std::mutex mutex_;
    Arrivals arrived_;  // guarded by mutex_
};

void deliver(Message message, Inbox& inbox) {
    std::this_thread::sleep_for(message.delay);
    inbox.put(message.id);
}

}  // namespace

Arrivals delayed_messages(std::span<const Message> messages) {
    Inbox inbox{messages.size()};
    std::vector<std::jthread> senders;
    senders.reserve(messages.size());
    for (const Message& message : messages)
        senders.emplace_back([&] { deliver(message, inbox); });
    for (std::jthread& sender : senders)
        sender.join();
    return inbox.take();
}

/// A few threads serve all messages: a message waits until a thread is free.
Arrivals delayed_messages_pool(std::span<const Message> messages) {
    Inbox inbox{messages.size()};
    ThreadPool pool{delivery_workers};
    pool.map([&](Message message) { deliver(message, inbox); }, messages);
    return inbox.take();
}

}  // namespace triptych::threads
