/// Properties of every implementation of delayed_messages.
#include <chrono>
#include <string>
#include <vector>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "common/workloads/sequential.hpp"
#include "tests/census.hpp"
#include "tests/contract/busy_machine.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

struct Delivery {
    const char* name;
    Arrivals (*deliver)(std::span<const Message> messages);
};

const std::vector<Delivery> concurrent{{"threads", threads::delayed_messages},
                                       {"threads.pool", threads::delayed_messages_pool},
                                       {"processes", processes::delayed_messages},
                                       {"processes.pool", processes::delayed_messages_pool},
                                       {"coroutines", coroutines::delayed_messages},
                                       {"coroutines.pool", coroutines::delayed_messages_pool}};

std::vector<std::int32_t> order(const Arrivals& arrivals) {
    std::vector<std::int32_t> ids;
    for (const Arrival& arrival : arrivals.list())
        ids.push_back(arrival.id);
    return ids;
}

}  // namespace

TEST_CASE("delayed_messages arrive by delay, not in the order in which they were sent") {
    const auto arrives_by_delay = [](const Delivery& implementation, Delay unit) {
        const std::vector<Message> messages{{0, 9 * unit}, {1, 3 * unit}, {2, 6 * unit}};
        return order(implementation.deliver(messages)) == std::vector<std::int32_t>{1, 2, 0};
    };
    for (const Delivery& implementation : concurrent) {
        CAPTURE(implementation.name);
        CHECK(holds_for_waits_long_enough(
            10ms, [&](Delay unit) { return arrives_by_delay(implementation, unit); }));
    }
    CHECK_FALSE(arrives_by_delay({"sequential", sequential::delayed_messages}, 1ms));
}

TEST_CASE("delayed_messages wait at the same time") {
    const auto one_after_another = [](const Delivery& implementation, Delay wait) {
        const auto messages = make_messages_due_together(10, wait);
        const Arrivals arrivals = implementation.deliver(messages);
        CHECK(check_arrivals(messages, arrivals) == "");
        return arrivals.list().back().after - arrivals.list().front().after >= 9 * wait;
    };
    CHECK(one_after_another({"sequential", sequential::delayed_messages}, 10ms));
    for (const Delivery& implementation : concurrent) {
        CAPTURE(implementation.name);
        CHECK(holds_for_waits_long_enough(
            50ms, [&](Delay wait) { return !one_after_another(implementation, wait); }));
    }
}

TEST_CASE("delayed_messages accepts no messages, and leaves nothing behind") {
    for (const auto& [name, deliver] : concurrent) {
        CAPTURE(name);
        const Census before = take_census();
        CHECK(deliver({}).list().empty());
        CHECK(changes_since(before) == "");
    }
    CHECK(sequential::delayed_messages({}).list().empty());
}

TEST_CASE("delayed_messages_pool delivers more messages than it has workers, but later") {
    const auto messages = make_messages_due_together(delivery_workers + 50, 10ms);
    for (const auto& [name, deliver] : concurrent) {
        if (!std::string{name}.ends_with(".pool")) continue;
        CAPTURE(name);
        const Arrivals arrivals = deliver(messages);
        CHECK(check_arrivals(messages, arrivals) == "");
        CHECK(arrivals.list().back().after >= 20ms);
    }
}
