#include "common/harness/progress.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>

namespace triptych::harness {

void ProgressLine::show(const std::string& text) {
    if (!shown_) return;
    const std::string line =
        fmt::format("\r\033[K{:.{}}", text, width_ - std::min<std::size_t>(width_, 1));
    std::fputs(line.c_str(), stderr);
    std::fflush(stderr);
    drawn_ = true;
}

void ProgressLine::clear() {
    if (!drawn_) return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
    drawn_ = false;
}

std::string ProgressText::operator()(std::size_t done, std::size_t all, std::optional<Seconds> left,
                                     const std::string& name) {
    done_ = std::min(std::max(done, done_), all);
    if (left && (!left_ || *left < *left_ || *left > 1.5 * *left_ + Seconds{5})) left_ = left;
    const std::string time =
        left_ ? fmt::format(", about {:.0f} s left", std::max(1.0, std::ceil(left_->count()))) : "";
    return fmt::format("{} of {} {} done{}: {}", done_, all, unit_, time, name);
}

std::string ProgressText::more(const std::string& what, std::size_t all, Seconds left,
                               const std::string& name) const {
    return fmt::format("{} of {} {} done, {} for {:.0f} s: {}", all, all, unit_, what,
                       std::max(1.0, std::ceil(left.count())), name);
}

std::optional<Seconds> time_left(std::size_t runs_done, std::size_t runs, Seconds spent,
                                 std::optional<Seconds> total) {
    if (total) return std::max(Seconds{1}, *total - spent);
    if (runs_done == 0) return std::nullopt;
    return spent / static_cast<double>(runs_done) *
           static_cast<double>(runs - std::min(runs, runs_done));
}

void BenchmarkProgress::begin_run(const std::string& name, std::optional<Seconds> total) {
    const Seconds spent = std::chrono::steady_clock::now() - start_;
    const std::size_t all = benchmarks_ * runs_each_;
    if (runs_ == all && total) {
        line_.show(text_.more("more repetitions", benchmarks_, *total - spent, name));
        return;
    }
    line_.show(text_(runs_ / runs_each_, benchmarks_, time_left(runs_, all, spent, total), name));
    runs_ = std::min(runs_ + 1, all);
}

}  // namespace triptych::harness
