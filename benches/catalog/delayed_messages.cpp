#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/python_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "benches/peers/peers.hpp"
#include "benches/warm_memory.hpp"
#include "common/workloads/sequential.hpp"
#include "coroutines/primitives/limit.hpp"
#include "processes/primitives/limit.hpp"
#include "threads/primitives/limit.hpp"

namespace triptych {
namespace {

using Solve = Arrivals (*)(std::span<const Message>);
using Messages = std::vector<Message>;

PreparedRun deliver(Solve solve, Messages messages) {
    const auto sent = std::make_shared<const Messages>(std::move(messages));
    auto prepared = prepare_run(
        std::span<const Message>{*sent}, solve,
        [sent](const Arrivals& arrivals) { return check_arrivals(*sent, arrivals); },
        [sent](const Arrivals& arrivals) { return arrival_metrics(*sent, arrivals); });
    prepared.wait_seconds = longest_delay_seconds(*sent);
    return prepared;
}

auto with_random_delays(Solve solve) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        return deliver(solve, make_messages(size, seed));
    };
}

/// By a pool, which waits for at most delivery_workers messages at a time.
auto in_turns(Solve solve) {
    return [solve](std::int64_t size, std::uint64_t seed) {
        Messages messages = make_messages(size, seed);
        std::chrono::microseconds all{0};  // a Delay could hold only half an hour
        for (const Message& message : messages)
            all += message.delay;
        PreparedRun prepared = deliver(solve, std::move(messages));
        prepared.least_seconds = in_seconds(all) / delivery_workers;
        return prepared;
    };
}

auto by_python(const char* program) {
    return [program](std::int64_t size, std::uint64_t seed) {
        const auto sent = std::make_shared<const Messages>(make_messages(size, seed));
        PreparedRun prepared = python_run(
            program, {delays_of(*sent)}, peers::lengths(2, size), read_arrivals,
            [sent](const Arrivals& arrivals) { return check_arrivals(*sent, arrivals); },
            [sent](const Arrivals& arrivals) { return arrival_metrics(*sent, arrivals); });
        prepared.wait_seconds = longest_delay_seconds(*sent);
        return prepared;
    };
}

auto due_together(Solve solve) {
    return [solve](std::int64_t size, std::uint64_t /*seed*/) {
        constexpr std::size_t most_bytes_each = 1'200;  // Asio's memory for a message
        if (size >= 100'000) warm_memory(static_cast<std::size_t>(size) * most_bytes_each);
        return deliver(solve, make_messages_due_together(size, std::chrono::seconds{1}));
    };
}

/// A delay is 5.5 ms on average.
constexpr double seconds_each = 0.0055;

}  // namespace

Workload delayed_messages_workload() {
    return {
        .name = "delayed_messages",
        .problem = "Each message should arrive when its delay is over.",
        .unit = "messages",
        .usual = 100,
        .sizes = {100, 1'000, 10'000},
        .quick = {20},
        .largest = 10'000'000,
        .implementations =
            {{"sequential", "", "one after another", Role::baseline,
              with_random_delays(sequential::delayed_messages), one_after_another(seconds_each, 2)},
             {"threads", "", "a thread per message", Role::contender,
              with_random_delays(threads::delayed_messages),
              more_than(threads::most_alive, "threads")},
             {"threads", "pool", "50 threads for all messages", Role::contender,
              in_turns(threads::delayed_messages_pool), never_skipped},
             {"processes", "", "a process per message", Role::contender,
              with_random_delays(processes::delayed_messages),
              more_than(processes::most_alive, "processes")},
             {"processes", "pool", "50 processes for all messages", Role::contender,
              in_turns(processes::delayed_messages_pool), never_skipped},
             {"coroutines", "", "a coroutine per message", Role::contender,
              with_random_delays(coroutines::delayed_messages),
              more_than(coroutines::most_alive, "coroutines")},
             {"coroutines", "pool", "50 coroutines for all messages", Role::contender,
              in_turns(coroutines::delayed_messages_pool), never_skipped},
             {"asio", "", "an awaitable timer per message", Role::peer,
              with_random_delays(peers::asio_delayed_messages), skipped_if(peers::why_no_asio)},
             {"asio", "callbacks", "a timer per message calls back", Role::peer,
              with_random_delays(peers::asio_delayed_messages_callbacks),
              skipped_if(peers::why_no_asio)},
             {"python", "asyncio", "asyncio.sleep and gather", Role::peer,
              by_python("delayed_messages_asyncio"), python_takes(100)},
             {"python", "threading", "a threading.Thread per message", Role::peer,
              by_python("delayed_messages_threading"),
              python_takes(500, more_than(threads::most_alive, "threads"))}},
    };
}

Workload messages_due_together_workload() {
    return {
        .name = "messages_due_together",
        .problem = "Messages are sent together; all should arrive after one second.",
        .unit = "messages",
        .usual = 1'000,
        .sizes = {1'000, 10'000, 1'000'000},
        .quick = {1'000},
        .largest = 10'000'000,
        .by_default = false,
        .implementations =
            {{"threads", "", "a thread per message", Role::contender,
              due_together(threads::delayed_messages), more_than(threads::most_alive, "threads")},
             {"processes", "", "a process per message", Role::contender,
              due_together(processes::delayed_messages),
              more_than(processes::most_alive, "processes")},
             {"coroutines", "", "a coroutine per message", Role::contender,
              due_together(coroutines::delayed_messages),
              more_than(coroutines::most_alive, "coroutines")},
             {"asio", "", "an awaitable timer per message", Role::peer,
              due_together(peers::asio_delayed_messages), skipped_if(peers::why_no_asio)},
             {"asio", "callbacks", "a timer per message calls back", Role::peer,
              due_together(peers::asio_delayed_messages_callbacks), skipped_if(peers::why_no_asio)},
             {"bare", "thread", "a bare loop over std::thread", Role::peer,
              due_together(peers::bare_thread_messages), more_than(threads::most_alive, "threads")},
             {"bare", "fork", "a bare loop over fork", Role::peer,
              due_together(peers::bare_fork_messages),
              more_than(processes::most_alive, "processes")}},
    };
}

}  // namespace triptych
