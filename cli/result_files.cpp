#include "cli/result_files.hpp"

#include <exception>
#include <fmt/format.h>
#include <system_error>

#include "cli/usage.hpp"

namespace triptych::cli {

ResultFiles::ResultFiles(const Path& json, const Path& csv, const Path& markdown) {
    for (const auto& [one, other] : {std::pair{json, csv}, {json, markdown}, {csv, markdown}})
        if (one && one == other)
            throw UsageError{fmt::format("two kinds of results cannot share one file: {}", *one)};
    open(json_, "--json", json);
    open(csv_, "--csv", csv);
    open(markdown_, "--markdown", markdown);
}

void ResultFiles::write(std::span<const harness::Result> results, const harness::RunInfo& info,
                        const std::string& markdown) {
    std::exception_ptr failure;
    const auto write_one = [&](std::optional<harness::OutputFile>& file, auto content) {
        if (!file) return;
        try {
            file->write(content());
        } catch (const std::system_error&) {
            failure = std::current_exception();
        }
    };
    write_one(json_, [&] { return harness::as_json(results, info); });
    write_one(csv_, [&] { return harness::as_csv(results, info); });
    write_one(markdown_, [&] { return markdown; });
    if (failure) std::rethrow_exception(failure);
}

void ResultFiles::open(std::optional<harness::OutputFile>& file, const char* option,
                       const Path& path) {
    if (!path) return;
    if (*path == "-") uses_stdout_ = true;
    try {
        file.emplace(*path == "-" ? "/dev/stdout" : *path);
    } catch (const std::system_error& error) {
        throw UsageError{
            fmt::format("{} {}: cannot be written: {}", option, *path, error.code().message())};
    }
}

}  // namespace triptych::cli
