/// The workloads with standalone Asio, a library for I/O-bound work.
#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/version.hpp>
#include <fmt/format.h>
#include <vector>

#include "benches/peers/peers.hpp"

namespace triptych::peers {
namespace {

asio::awaitable<void> sleep_for(asio::io_context& loop, Delay delay) {
    asio::steady_timer timer{loop, delay};
    co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> deliver(asio::io_context& loop, Message message, Arrivals& inbox) {
    asio::steady_timer timer{loop, message.delay};
    co_await timer.async_wait(asio::use_awaitable);
    inbox.put(message.id);
}

asio::awaitable<Finding> phase(asio::io_context& loop, Finding before, Delay wait) {
    co_await sleep_for(loop, wait);
    co_return derive(before, wait);
}

asio::awaitable<void> follow(asio::io_context& loop, const Chain& chain, Finding& last) {
    const Finding first = co_await phase(loop, chain.start, chain.waits[0]);
    const Finding second = co_await phase(loop, first, chain.waits[1]);
    last = co_await phase(loop, second, chain.waits[2]);
}

asio::awaitable<void> sleep(asio::io_context& loop, SleepRun& sleep_run) {
    asio::steady_timer timer{loop, sleep_run.due};
    co_await timer.async_wait(asio::use_awaitable);
    sleep_run.wake();
}

/// steady_timer without the indirection of any_io_executor, because there is only one loop here.
using Timer = asio::steady_timer::rebind_executor<asio::io_context::executor_type>::other;

}  // namespace

std::optional<std::string> why_no_asio() {
    return std::nullopt;
}

std::string asio_version() {
    return fmt::format("{}.{}.{}", ASIO_VERSION / 100'000, ASIO_VERSION / 100 % 1'000,
                       ASIO_VERSION % 100);
}

Arrivals asio_delayed_messages(std::span<const Message> messages) {
    Arrivals inbox{messages.size()};
    asio::io_context loop{1};  // one thread runs it, so it needs no locks
    for (const Message& message : messages)
        asio::co_spawn(loop, deliver(loop, message, inbox), asio::detached);
    loop.run();
    return inbox;
}

Arrivals asio_delayed_messages_callbacks(std::span<const Message> messages) {
    Arrivals inbox{messages.size()};
    asio::io_context loop{1};
    std::vector<Timer> timers;
    timers.reserve(messages.size());
    for (const Message& message : messages)
        timers.emplace_back(loop, message.delay).async_wait([&](asio::error_code) {
            inbox.put(message.id);
        });
    loop.run();
    return inbox;
}

std::vector<Finding> asio_chained_tasks(std::span<const Chain> chains) {
    std::vector<Finding> found(chains.size());
    asio::io_context loop{1};
    for (std::size_t i = 0; i < chains.size(); ++i)
        asio::co_spawn(loop, follow(loop, chains[i], found[i]), asio::detached);
    loop.run();
    return found;
}

Lists asio_sort_many(Lists lists, int workers) {
    asio::thread_pool pool{static_cast<std::size_t>(workers)};
    for (Values& list : lists)
        asio::post(pool, [&list] { merge_sort(list); });
    pool.join();
    return lists;
}

SleepRun asio_sleepers(SleepRun sleep_run) {
    asio::io_context loop{1};
    for (std::int64_t i = 0; i < sleep_run.sleepers; ++i)
        asio::co_spawn(loop, sleep(loop, sleep_run), asio::detached);
    loop.run();
    return sleep_run;
}

SleepRun asio_sleepers_callbacks(SleepRun sleep_run) {
    asio::io_context loop{1};
    std::vector<Timer> timers;
    timers.reserve(static_cast<std::size_t>(sleep_run.sleepers));
    for (std::int64_t i = 0; i < sleep_run.sleepers; ++i)
        timers.emplace_back(loop, sleep_run.due).async_wait([&](asio::error_code) {
            sleep_run.wake();
        });
    loop.run();
    return sleep_run;
}

}  // namespace triptych::peers
