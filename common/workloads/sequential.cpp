/// The sequential implementations: short and simple.
#include "common/workloads/sequential.hpp"

#include <thread>

namespace triptych::sequential {

Guestbook hello(std::int64_t greeters) {
    Guestbook book;
    for (std::int32_t greeter = 0; greeter < greeters; ++greeter) {
        const Greeting greeting = say_hello(greeter);
        std::this_thread::sleep_for(greeting_unit);
        book.push_back(say_goodbye(greeting));
    }
    return book;
}

Arrivals delayed_messages(std::span<const Message> messages) {
    Arrivals arrived{messages.size()};
    for (const Message& message : messages) {
        std::this_thread::sleep_for(message.delay);
        arrived.put(message.id);
    }
    return arrived;
}

Values merge_sort(Values values) {
    triptych::merge_sort(values);
    return values;
}

Lists sort_many(Lists lists) {
    for (Values& list : lists)
        triptych::merge_sort(list);
    return lists;
}

std::int64_t fork_join(const Division& division) {
    return division.of_whole([](const auto& whole) { return count(whole); });
}

std::int64_t shared_counter(const Race& race) {
    // volatile, so that the compiler keeps the loop, with one load and one store each time.
    volatile std::int64_t counter = 0;
    for (std::int64_t i = 0; i < race.total(); ++i)
        counter = counter + 1;
    return counter;
}

std::vector<Finding> chained_tasks(std::span<const Chain> chains) {
    std::vector<Finding> found;
    found.reserve(chains.size());
    for (const Chain& chain : chains) {
        Finding finding = chain.start;
        for (const Delay wait : chain.waits) {
            std::this_thread::sleep_for(wait);
            finding = derive(finding, wait);
        }
        found.push_back(finding);
    }
    return found;
}

std::vector<std::int64_t> db_update(std::int64_t rounds) {
    std::vector<std::int64_t> values(static_cast<std::size_t>(rounds));
    for (std::int64_t& value : values)
        value = updated(updated(value));
    return values;
}

DeadlockReport deadlock(std::int64_t rounds) {
    DeadlockReport report;
    for (std::int64_t i = 0; i < 2 * rounds; ++i)
        ++report.additions;
    return report;
}

Worklist task_pool(const Batch& batch) {
    Worklist worklist{batch.tasks};
    while (const auto task = worklist.begin()) {
        std::this_thread::sleep_for(batch.wait_of(*task));
        worklist.end(*task);
    }
    return worklist;
}

Moves simultaneous_chess(const Exhibition& exhibition) {
    Moves moves;
    for (std::size_t played = 0; played < exhibition.moves(); ++played) {
        const auto begun = std::chrono::steady_clock::now();
        std::this_thread::sleep_for(exhibition.masters_move);
        moves.push_back({begun, std::chrono::steady_clock::now()});
        std::this_thread::sleep_for(exhibition.opponents_move);
    }
    return moves;
}

Visibility memory_isolation(std::int64_t count) {
    std::vector<Page> pages(static_cast<std::size_t>(count));
    const std::int64_t faults = write_notes(pages);
    return look_at(pages, faults);
}

std::string retries(const Retries& retries) {
    std::string screen;
    for (std::int64_t task = 0; task < retries.tasks; ++task) {
        Lots lots{retries.seed, task};
        int drawn = lots.draw();
        screen += line_of(task, drawn);
        while (drawn < high_enough) {
            std::this_thread::sleep_for(pause);
            drawn = lots.draw();
            screen += line_of(task, drawn);
        }
    }
    return screen;
}

std::vector<std::uint64_t> mixed(const Mixture& mixture) {
    std::vector<std::uint64_t> states;
    for (std::int64_t task = 0; task < mixture.tasks; ++task) {
        std::uint64_t state = first_state(task);
        for (int turn = 0; turn < task_turns; ++turn) {
            if (mixture.wait > Delay{0}) std::this_thread::sleep_for(mixture.wait);
            state = compute(state, mixture.rounds);
        }
        states.push_back(state);
    }
    return states;
}

std::vector<Receipt> producer_consumer(const Trade& trade) {
    std::vector<Receipt> receipts(static_cast<std::size_t>(trade.items));
    for (std::int64_t number = 0; number < trade.items; ++number) {
        if (const auto pause = trade.pause_before_put(number)) std::this_thread::sleep_for(*pause);
        note_got(put_now(number), receipts);
        if (const auto pause = trade.pause_after_get(number)) std::this_thread::sleep_for(*pause);
    }
    return receipts;
}

}  // namespace triptych::sequential
