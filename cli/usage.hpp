/// Wrong usage: one clear line that says what is wrong and what to try.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace triptych::cli {

/// The exit code if what was checked fails; that of wrong usage is 2.
inline constexpr int check_failed = 1;

/// What is wrong and what to try, in one line, escaped for a terminal. The program prints it and
/// exits with 2.
class UsageError : public std::runtime_error {
public:
    explicit UsageError(const std::string& what);

    /// `details` may be several lines: what a compiler says, for example.
    UsageError(const std::string& what, const std::string& details);

    /// Escaped for a terminal; empty, or ends with a newline.
    const std::string& details() const noexcept { return details_; }

private:
    std::string details_;
};

/// The name that is spelled most like `word`; empty if none is similar.
std::string nearest(std::string_view word, const std::vector<std::string>& names);

/// `unknown workload "mergesort": did you mean merge_sort?`; if no name is similar, it lists all of
/// them.
std::string unknown(std::string_view kind, std::string_view word,
                    const std::vector<std::string>& names);

}  // namespace triptych::cli
