#include "benches/refusals.hpp"

#include <fmt/format.h>

namespace triptych {

std::optional<std::string> nothing(std::int64_t /*size*/) {
    return std::nullopt;
}

std::function<std::optional<std::string>(std::int64_t)> more_than(Limit (*most_alive)(),
                                                                  const char* workers) {
    return [=](std::int64_t size) -> std::optional<std::string> {
        const Limit limit = most_alive();
        if (size <= limit.count) return std::nullopt;
        return fmt::format("needs {} {}, and this system allows {} now ({})", size, workers,
                           limit.count, limit.reason);
    };
}

std::function<std::optional<std::string>(std::int64_t)> one_after_another(double seconds_each,
                                                                          double patience) {
    return [=](std::int64_t size) -> std::optional<std::string> {
        const double seconds = seconds_each * static_cast<double>(size);
        if (seconds <= patience) return std::nullopt;
        return fmt::format("one after another would take {:.{}f} s", seconds, seconds < 10 ? 1 : 0);
    };
}

}  // namespace triptych
