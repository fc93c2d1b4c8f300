#include "common/workloads/delayed_messages.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "common/percentile.hpp"
#include "common/random.hpp"

namespace triptych {
namespace {

constexpr Delay shortest = std::chrono::milliseconds{1};
constexpr Delay longest = std::chrono::milliseconds{10};

double in_ms(Delay delay) {
    return std::chrono::duration<double, std::milli>{delay}.count();
}

const Message& sent(std::span<const Message> messages, std::int32_t id) {
    return messages[static_cast<std::size_t>(id)];
}

}  // namespace

std::vector<Message> make_messages(std::int64_t count, std::uint64_t seed) {
    Random random{seed};
    std::vector<Message> messages;
    messages.reserve(static_cast<std::size_t>(count));
    for (std::int32_t id = 0; id < count; ++id)
        messages.push_back({id, random_delay(random, shortest, longest)});
    return messages;
}

std::vector<Message> make_messages_due_together(std::int64_t count, Delay delay) {
    std::vector<Message> messages;
    messages.reserve(static_cast<std::size_t>(count));
    for (std::int32_t id = 0; id < count; ++id)
        messages.push_back({id, delay});
    return messages;
}

std::string check_arrivals(std::span<const Message> messages, const Arrivals& arrivals) {
    std::vector<bool> arrived(messages.size());
    Delay latest{0};
    for (const auto& [id, after] : arrivals.list()) {
        if (id < 0 || static_cast<std::size_t>(id) >= messages.size())
            return fmt::format("message {} arrived, but was never sent", id);
        if (arrived[static_cast<std::size_t>(id)])
            return fmt::format("message {} arrived twice", id);
        arrived[static_cast<std::size_t>(id)] = true;
        if (after < sent(messages, id).delay)
            return fmt::format("message {} arrived after {} ms, before its delay of {} ms", id,
                               in_ms(after), in_ms(sent(messages, id).delay));
        if (after < latest)
            return fmt::format("message {} arrived after {} ms, but is listed after one of {} ms",
                               id, in_ms(after), in_ms(latest));
        latest = after;
    }
    if (arrivals.list().size() != messages.size())
        return fmt::format("{} of {} messages arrived", arrivals.list().size(), messages.size());
    return {};
}

Metrics arrival_metrics(std::span<const Message> messages, const Arrivals& arrivals) {
    std::vector<double> lateness;
    lateness.reserve(arrivals.list().size());
    Delay latest_due{0};
    int overtaken = 0;
    for (const auto& [id, after] : arrivals.list()) {
        const Delay delay = sent(messages, id).delay;
        lateness.push_back(in_ms(after - delay));
        if (delay < latest_due) ++overtaken;
        latest_due = std::max(latest_due, delay);
    }
    std::ranges::sort(lateness);
    return {{"late_p50_ms", percentile(lateness, 50)},
            {"late_p99_ms", percentile(lateness, 99)},
            {"late_max_ms", percentile(lateness, 100)},
            {"overtaken", overtaken}};
}

double longest_delay_seconds(std::span<const Message> messages) {
    Delay latest_due{0};
    for (const Message& message : messages)
        latest_due = std::max(latest_due, message.delay);
    return in_seconds(latest_due);
}

double all_delays_seconds(std::span<const Message> messages) {
    std::chrono::duration<double> sum{0};
    for (const Message& message : messages)
        sum += message.delay;
    return in_seconds(sum);
}

}  // namespace triptych
