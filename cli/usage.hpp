/// Wrong words on the command line, told in one clear line.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace triptych::cli {

/// What was wrong, and what to try, in one line, escaped for a terminal. The program prints it and
/// ends with 2.
class UsageError : public std::runtime_error {
public:
    explicit UsageError(const std::string& what);
};

/// The one of `names` that is spelled most like `word`; empty if none comes near.
std::string nearest(std::string_view word, const std::vector<std::string>& names);

/// `unknown workload "mergesort": did you mean merge_sort?`, or, if nothing is near, the names
/// there are.
std::string unknown(std::string_view kind, std::string_view word,
                    const std::vector<std::string>& names);

}  // namespace triptych::cli
