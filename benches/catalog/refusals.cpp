#include "benches/catalog/refusals.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "benches/peers/find_python.hpp"

namespace triptych {

std::optional<std::string> never_skipped(std::int64_t /*size*/) {
    return std::nullopt;
}

Refusal skipped_if(std::optional<std::string> (*why_not)(), Refusal then) {
    return [why_not, then = std::move(then)](std::int64_t size, const Parameters& set,
                                             double time_limit) {
        const auto reason = why_not();
        return reason ? reason : then(size, set, time_limit);
    };
}

Refusal more_than(Limit (*most_alive)(), const char* workers) {
    return [=](std::int64_t size) -> std::optional<std::string> {
        const Limit limit = most_alive();
        if (size <= limit.count) return std::nullopt;
        return fmt::format("needs {} {}, and this system allows {} now ({})", size, workers,
                           limit.count, limit.reason);
    };
}

Refusal one_after_another(double seconds_each, double patience) {
    return [=](std::int64_t size, const Parameters&,
               double time_limit) -> std::optional<std::string> {
        const double seconds = seconds_each * static_cast<double>(size);
        if (seconds <= std::min(patience, time_limit)) return std::nullopt;
        return fmt::format("one after another would take {:.{}f} s", seconds, seconds < 10 ? 1 : 0);
    };
}

Refusal without_workers(Refusal then) {
    return [then = std::move(then)](std::int64_t size, const Parameters& set,
                                    double time_limit) -> std::optional<std::string> {
        constexpr int usual = 0;
        int workers = usual;
        set_from(set, "workers", workers);
        if (workers == usual) return then(size, set, time_limit);
        return "has no number of workers";
    };
}

Refusal python_takes(double microseconds_each, Refusal then) {
    return skipped_if(peers::why_no_python,
                      [microseconds_each, then = std::move(then)](
                          std::int64_t size, const Parameters& set,
                          double time_limit) -> std::optional<std::string> {
                          const double seconds =
                              1e-6 * microseconds_each * static_cast<double>(size);
                          if (seconds <= std::min(python_patience, time_limit))
                              return then(size, set, time_limit);
                          return fmt::format("Python would take about {:.0f} s", seconds);
                      });
}

}  // namespace triptych
