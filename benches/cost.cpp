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

/// Of this process, all its threads included, to the nanosecond: getrusage has microseconds.
double own_cpu() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// The kernel's high-water mark starts again from what is resident now (proc(5), clear_refs).
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
    own_cpu_ = own_cpu();  // last, for what comes before is not part of what is metered
}

Metrics CostMeter::read() const {
    const double own_cpu_seconds = own_cpu() - own_cpu_;  // first, likewise
    rusage self{};
    rusage children{};
    ::getrusage(RUSAGE_SELF, &self);
    ::getrusage(RUSAGE_CHILDREN, &children);
    const auto of_both = [&](auto figure) {
        return figure(self) - figure(self_) + figure(children) - figure(children_);
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
