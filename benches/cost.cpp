#include "benches/cost.hpp"

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
}

Figures CostMeter::read() const {
    rusage self{};
    rusage children{};
    ::getrusage(RUSAGE_SELF, &self);
    ::getrusage(RUSAGE_CHILDREN, &children);
    const auto of_both = [&](auto figure) {
        return figure(self) - figure(self_) + figure(children) - figure(children_);
    };
    return {
        {"cpu_seconds", of_both(cpu)},
        {"voluntary_switches",
         of_both([](const rusage& usage) { return static_cast<double>(usage.ru_nvcsw); })},
        {"involuntary_switches",
         of_both([](const rusage& usage) { return static_cast<double>(usage.ru_nivcsw); })},
        {"peak_bytes", peak_bytes()},
    };
}

}  // namespace triptych
