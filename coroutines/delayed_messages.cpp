/// Delayed messages with coroutines: one suspended frame per message, and one sleeping thread for
/// all of them. One coroutine runs at a time, so no lock is needed.
#include "common/workloads/delayed_messages.hpp"

#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

using Inbox = Arrivals;

Task<> deliver(Message message, Inbox& inbox) {
    co_await sleep_for(message.delay);
    inbox.put(message.id);
}

/// One worker of a pool: takes the next message as long as there is one.
Task<> deliver_all(std::span<const Message>& waiting, Inbox& inbox) {
    while (!waiting.empty()) {
        const Message message = waiting.front();
        waiting = waiting.subspan(1);
        co_await deliver(message, inbox);
    }
}

}  // namespace

Arrivals delayed_messages(std::span<const Message> messages) {
    Inbox inbox{messages.size()};
    std::vector<Task<>> senders;
    senders.reserve(messages.size());
    for (const Message& message : messages)
        senders.push_back(deliver(message, inbox));
    run(gather(std::move(senders)));
    return inbox;
}

/// A few coroutines deliver all messages: a message waits until one of them is free. This saves a
/// little memory, and costs much time: a pool of coroutines is not worth it.
Arrivals delayed_messages_pool(std::span<const Message> messages) {
    Inbox inbox{messages.size()};
    std::vector<Task<>> workers;
    for (int i = 0; i < delivery_workers; ++i)
        workers.push_back(deliver_all(messages, inbox));
    run(gather(std::move(workers)));
    return inbox;
}

}  // namespace triptych::coroutines
