#include <unistd.h>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

/// Writes that many letters, in parts.
int write_letters(int end, std::size_t count) {
    const std::string all(count, 'r');
    for (std::size_t done = 0; done < count;) {
        const ssize_t wrote = ::write(end, all.data() + done, count - done);
        if (wrote <= 0) return 1;
        done += static_cast<std::size_t>(wrote);
    }
    return 0;
}

void short_report() {
    const Report report = run([](int end) { return write_letters(end, 5); });
    expect(report.text == "rrrrr", "run returned another text than the job wrote");
    expect_equal(report.exit_code, 0, "the exit code of a job that returned 0");
}

void no_report() {
    const Report report = run([](int /*end*/) { return 7; });
    expect(report.text.empty(), "run returned a text, and the job wrote none");
    expect_equal(report.exit_code, 7, "the exit code of a job that returned 7");
}

void two_parts() {
    const Report report =
        run([](int end) { return write_letters(end, 3000) + write_letters(end, 3000); });
    expect_equal(static_cast<long long>(report.text.size()), 6000,
                 "the length of the text, of which two parts of 3000 were written,");
}

void long_report() {
    const Report report = run([](int end) { return write_letters(end, 300'000); });
    expect_equal(static_cast<long long>(report.text.size()), 300'000, "the length of the text");
    expect_equal(report.exit_code, 0, "the exit code of a job that returned 0");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "it returns a short report",
         .run = short_report,
         .if_stuck = "write_end_left_open"},
        {.name = "a job that writes nothing has an exit code",
         .run = no_report,
         .if_stuck = "write_end_left_open"},
        {.name = "it reads on until the end", .run = two_parts},
        {.name = "a report may be longer than a pipe can hold",
         .run = long_report,
         .if_stuck = "waits_before_it_reads"},
    };
}

}  // namespace triptych::exercises
