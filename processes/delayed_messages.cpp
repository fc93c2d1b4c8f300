/// Delayed messages with processes: one child per message, asleep in the kernel.
/// They share no memory, so each child sends its message to the parent through a pipe.
#include "common/workloads/delayed_messages.hpp"

#include <thread>
#include <vector>

#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/process_pool.hpp"

namespace triptych::processes {
namespace {

using Inbox = Pipe<std::int32_t>;

void deliver(Message message, Inbox& inbox) {
    std::this_thread::sleep_for(message.delay);
    inbox.put(message.id);
}

}  // namespace

Arrivals delayed_messages(std::span<const Message> messages) {
    Arrivals arrived{messages.size()};
    Inbox inbox;
    std::vector<Process> senders;
    senders.reserve(messages.size());
    for (const Message& message : messages)
        senders.emplace_back([&] { deliver(message, inbox); });
    while (const auto id = inbox.take())  // until the last sender has exited
        arrived.put(*id);
    for (Process& sender : senders)
        sender.join();
    return arrived;
}

/// A few processes serve all messages: a message waits until a process is free.
Arrivals delayed_messages_pool(std::span<const Message> messages) {
    Arrivals arrived{messages.size()};
    ProcessPool pool{delivery_workers};
    const auto deliver = [](Message message) {
        std::this_thread::sleep_for(message.delay);
        return message.id;
    };
    pool.as_completed(deliver, messages, [&](std::int32_t id) { arrived.put(id); });
    return arrived;
}

}  // namespace triptych::processes
