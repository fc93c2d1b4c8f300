/// Puts results on the terminal as they come, and keeps the same in Markdown.
#pragma once

#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "common/harness/table.hpp"
#include "common/harness/warnings.hpp"

namespace triptych::cli {

/// All functions but markdown() throw std::system_error if the stream cannot be written.
class Printer {
public:
    /// `cores` are those of the run; fewer than `repetitions` are told as few. `stream` must
    /// outlive this.
    Printer(std::FILE* stream, int cores, int repetitions);

    void text(std::string_view paragraph);
    void note(std::string_view paragraph);  // below what stands there
    void group(std::span<const harness::Result> group);
    void verdict(std::span<const harness::Result> workload);
    void overview(std::span<const harness::Result> results);
    void warnings(const std::vector<harness::Warning>& warnings);

    const std::string& markdown() const { return markdown_; }

    /// If so, the Markdown begins anew, and what comes goes there alone; else to both again.
    void be_quiet(bool quiet);

private:
    void print(std::string_view text);
    void heading(const std::string& text);
    void table(const harness::Table& table);

    std::FILE* stream_;
    int cores_;
    int repetitions_;
    std::size_t width_;
    bool colour_;
    std::string markdown_;
    bool quiet_ = false;
};

}  // namespace triptych::cli
