/// By standalone Asio: what one would use for I/O-bound work.
#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include "benches/peers/peers.hpp"

namespace triptych::peers {
namespace {

asio::awaitable<void> deliver(asio::io_context& loop, Message message, Arrivals& inbox) {
    asio::steady_timer timer{loop, message.delay};
    co_await timer.async_wait(asio::use_awaitable);
    inbox.put(message.id);
}

asio::awaitable<void> sleep(asio::io_context& loop, Dormitory& dormitory) {
    asio::steady_timer timer{loop, dormitory.due};
    co_await timer.async_wait(asio::use_awaitable);
    dormitory.wake();
}

}  // namespace

Arrivals asio_delayed_messages(std::span<const Message> messages) {
    Arrivals inbox{messages.size()};
    asio::io_context loop{1};  // one thread will run it: no locks
    for (const Message& message : messages)
        asio::co_spawn(loop, deliver(loop, message, inbox), asio::detached);
    loop.run();
    return inbox;
}

Dormitory asio_sleepers(Dormitory dormitory) {
    asio::io_context loop{1};
    for (std::int64_t i = 0; i < dormitory.beds; ++i)
        asio::co_spawn(loop, sleep(loop, dormitory), asio::detached);
    loop.run();
    return dormitory;
}

}  // namespace triptych::peers
