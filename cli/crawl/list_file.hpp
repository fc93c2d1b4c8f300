/// The file with the list of what to fetch, and the times on the command line of crawl and
/// download.
#pragma once

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <system_error>

#include "cli/usage.hpp"

namespace triptych::cli {

/// Returns read(the file's text). Throws UsageError if the file cannot be read, or if `read` throws
/// std::invalid_argument.
template <typename Read>
auto read_list_file(const std::string& path, Read read) {
    if (std::filesystem::is_directory(path))
        throw UsageError{fmt::format("cannot read {}: it is a folder", path)};
    std::ifstream file{path};
    if (!file)
        throw UsageError{fmt::format("cannot read {}: {}", path,
                                     std::error_code{errno, std::generic_category()}.message())};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    try {
        return read(text);
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("{}: {}", path, error.what())};
    }
}

/// For Option::transform: "500ms", "5s" or "1min" as milliseconds.
inline auto milliseconds_with_unit() {
    return CLI::AsNumberWithUnit(
        std::map<std::string, std::int64_t>{{"ms", 1}, {"s", 1000}, {"min", 60'000}},
        CLI::AsNumberWithUnit::UNIT_REQUIRED, "TIME");
}

}  // namespace triptych::cli
