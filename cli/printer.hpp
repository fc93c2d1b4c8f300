/// Prints results to a stream while they are measured, and keeps the same text in Markdown.
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

/// All functions except markdown() throw std::system_error if the stream cannot be written.
class Printer {
public:
    /// `cores`: the number that the run was allowed to use. Groups with fewer than `repetitions`
    /// repetitions are marked as such. `stream` must outlive this.
    Printer(std::FILE* stream, int cores, int repetitions);

    void text(std::string_view paragraph);
    void note(std::string_view paragraph);  // below an empty line
    void legend();                          // what the signs in the tables mean
    void group(std::span<const harness::Result> group);
    void verdict(std::span<const harness::Result> workload);
    /// In Markdown the explanation of all columns follows.
    void overview(std::span<const harness::Result> results);
    void which_one_when(std::span<const harness::Result> results);
    void warnings(const std::vector<harness::Warning>& warnings);

    const std::string& markdown() const { return markdown_; }

    /// If `quiet`, the Markdown starts again empty, and text goes only there, not to the stream,
    /// until be_quiet(false) is called.
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
