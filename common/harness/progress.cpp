#include "common/harness/progress.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>

namespace triptych::harness {

void ProgressLine::show(const std::string& text) {
    if (!shown_) return;
    fmt::print(stderr, "\r\033[K{:.{}}", text, width_ - std::min<std::size_t>(width_, 1));
    std::fflush(stderr);
    drawn_ = true;
}

void ProgressLine::clear() {
    if (!drawn_) return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
    drawn_ = false;
}

std::string progress_text(std::size_t cell, std::size_t cells, std::optional<Seconds> left,
                          const std::string& name) {
    const std::string time =
        left ? fmt::format(", about {:.0f} s left", std::ceil(left->count())) : "";
    return fmt::format("cell {} of {}{}: {}", cell, cells, time, name);
}

std::optional<Seconds> time_left(std::size_t runs_done, std::size_t runs, Seconds spent,
                                 std::optional<Seconds> total) {
    std::optional<Seconds> left;
    if (runs_done > 0)
        left = spent / static_cast<double>(runs_done) *
               static_cast<double>(runs - std::min(runs, runs_done));
    if (total) left = std::max(Seconds{1}, std::min(*total - spent, left ? *left * 2 : *total));
    return left;
}

}  // namespace triptych::harness
