#include "benches/cost.hpp"

#include <ctime>
#include <fstream>
#include <string>

namespace triptych {
namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

double cpu(const rusage& usage) {
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// The CPU time of this process with all its threads, in nanosecond resolution (getrusage has
/// microseconds).
double own_cpu() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Resets the kernel's peak of resident memory to the current value (proc(5), clear_refs).
void reset_peak() {
    std::ofstream{"/proc/self/clear_refs"} << "5";
}

double peak_bytes() {
    std::ifstream status{"/proc/self/status"};
    for (std::string name; status >> name;)
        if (name == "VmHWM:") {
            double kibibytes = 0;
            status >> kibibytes;
            return 1024 * kibibytes;
        }
    return 0;
}

}  // namespace

CostMeter::CostMeter() {
    reset_peak();
    ::getrusage(RUSAGE_SELF, &self_);
    ::getrusage(RUSAGE_CHILDREN, &children_);
    // NOLINTNEXTLINE(cppcoreguidelines-prefer-member-initializer)
    own_cpu_ = own_cpu();  // last, so that it does not include the calls before
}

Metrics CostMeter::read() const {
    const double own_cpu_seconds = own_cpu() - own_cpu_;  // first, so it excludes the calls below
    rusage self{};
    rusage children{};
    ::getrusage(RUSAGE_SELF, &self);
    ::getrusage(RUSAGE_CHILDREN, &children);
    const auto of_both = [&](auto metric) {
        return metric(self) - metric(self_) + metric(children) - metric(children_);
    };
    return {
        {"cpu_seconds", own_cpu_seconds + cpu(children) - cpu(children_)},
        {"voluntary_switches",
         of_both([](const rusage& usage) { return static_cast<double>(usage.ru_nvcsw); })},
        {"involuntary_switches",
         of_both([](const rusage& usage) { return static_cast<double>(usage.ru_nivcsw); })},
        {"peak_bytes", peak_bytes()},
    };
}

}  // namespace triptych
