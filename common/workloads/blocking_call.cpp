#include "common/workloads/blocking_call.hpp"

namespace triptych {

std::vector<Message> make_countdown(std::int64_t count) {
    std::vector<Message> countdown;
    for (std::int32_t id = 0; id < count; ++id)
        countdown.push_back({id, (static_cast<std::int32_t>(count) - id) * wait_unit});
    return countdown;
}

bool blocks(std::span<const Message> countdown, const Message& task) {
    const auto units = static_cast<std::int32_t>(countdown.size() / 2 + 1);
    return task.delay == units * wait_unit;
}

std::string check_stalled(std::span<const Message> countdown, const Arrivals& arrivals) {
    std::vector<Message> stalled;
    Delay stall{0};
    for (const Message& task : countdown) {
        stalled.push_back({task.id, task.delay + stall});
        if (blocks(countdown, task)) stall = task.delay;
    }
    return check_arrivals(stalled, arrivals);
}

}  // namespace triptych
