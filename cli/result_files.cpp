#include "cli/result_files.hpp"

#include <exception>
#include <fmt/format.h>
#include <system_error>

#include "cli/saved.hpp"
#include "cli/usage.hpp"

namespace triptych::cli {

void open_file(std::optional<harness::OutputFile>& file, const char* option,
               const ResultFiles::Path& path) {
    if (!path) return;
    try {
        file.emplace(*path == "-" ? "/dev/stdout" : *path);
    } catch (const std::system_error& error) {
        throw UsageError{
            fmt::format("{} {}: cannot be written: {}", option, *path, error.code().message())};
    }
}

ResultFiles::ResultFiles(const Path& json, const Path& csv, const Path& markdown,
                         const Path& saved) {
    for (const auto& [one, other] : {std::pair{json, csv}, {json, markdown}, {csv, markdown}})
        if (one && one == other)
            throw UsageError{fmt::format("two kinds of results cannot share one file: {}", *one)};
    for (const Path& path : {json, csv, markdown})
        uses_stdout_ = uses_stdout_ || path == "-";
    open_file(json_, "--json", json);
    open_file(csv_, "--csv", csv);
    open_file(markdown_, "--markdown", markdown);
    if (saved) open_file(saved_, "--save", path_to_save(*saved));
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
    write_one(saved_, [&] { return harness::as_json(results, info); });
    write_one(csv_, [&] { return harness::as_csv(results, info); });
    write_one(markdown_, [&] { return markdown; });
    if (failure) std::rethrow_exception(failure);
}

void write_files(const ResultFiles::Path& json, const std::string& json_content,
                 const ResultFiles::Path& csv, const std::string& csv_content) {
    if (json && json == csv)
        throw UsageError{fmt::format("two kinds of results cannot share one file: {}", *json)};
    std::optional<harness::OutputFile> json_file;
    std::optional<harness::OutputFile> csv_file;
    open_file(json_file, "--json", json);
    open_file(csv_file, "--csv", csv);
    if (json_file) json_file->write(json_content);
    if (csv_file) csv_file->write(csv_content);
}

}  // namespace triptych::cli
