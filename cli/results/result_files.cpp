#include "cli/results/result_files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>

#include "cli/results/saved.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"

namespace triptych::cli {

namespace {

/// Why a file cannot be written, and what to try.
std::string advice(const std::error_code& error) {
    switch (error.value()) {
        case ENXIO: return "this pipe has no reader: start its reader first";
        case ENOENT: return "there is no such folder: make it first";
        case ENOTDIR: return "a part of the path is not a folder: name a folder";
        case EISDIR: return "it is a folder: name a file in it";
        case EACCES:
        case EPERM:
        case EROFS: return error.message() + ": name a place where you may write";
        default: return error.message() + ": name another place";
    }
}

/// Refuses two outputs to one file: the second would overwrite the first.
void require_two_files(const std::optional<harness::OutputFile>& one,
                       const std::optional<harness::OutputFile>& other) {
    if (!one || !other || !one->is_same_as(*other)) return;
    const bool spelled_alike = one->path() == other->path();
    throw UsageError{fmt::format("two kinds of results cannot share one file: {}{}", one->path(),
                                 spelled_alike ? "" : " is " + other->path())};
}

bool is_measured(const harness::WorkloadAnalysis& workload) {
    return std::ranges::any_of(workload.results, &harness::Result::measured);
}

}  // namespace

void open_file(std::optional<harness::OutputFile>& file, const char* option,
               const ResultFiles::Path& path) {
    if (!path) return;
    try {
        file.emplace(*path);
    } catch (const std::system_error& error) {
        throw UsageError{
            fmt::format("{} {}: cannot be written: {}", option, *path,
                        path->empty() ? "the name is empty: give one" : advice(error.code()))};
    }
}

bool is_stdout(const std::optional<harness::OutputFile>& file) {
    return file && file->is_stdout();
}

ResultFiles::ResultFiles(const Path& json, const Path& csv, const Path& markdown,
                         const Path& saved) {
    open_file(json_, "--json", json);
    open_file(csv_, "--csv", csv);
    open_file(markdown_, "--markdown", markdown);
    if (saved) {
        name_ = *saved;
        open_file(saved_, "--save", path_to_save(name_));
    }
    const std::array<const std::optional<harness::OutputFile>*, 4> files{&json_, &csv_, &markdown_,
                                                                         &saved_};
    for (const auto* one = files.begin(); one != files.end(); ++one) {
        uses_stdout_ = uses_stdout_ || is_stdout(**one);
        for (const auto* other = files.begin(); other != one; ++other)
            require_two_files(**other, **one);
    }
}

void ResultFiles::save(std::span<const harness::WorkloadAnalysis> analysis,
                       const harness::RunInfo& info) {
    if (info.complete) {
        const bool replaced = is_saved(name_);
        saved_->write(harness::as_json(analysis, info));
        if (replaced)
            print_message(fmt::format(
                "{} is now this run; the run that was saved before is replaced", name_));
        return;
    }
    saved_.reset();
    if (std::ranges::none_of(analysis, is_measured)) {
        print_message(fmt::format("nothing is saved as {}: no benchmark was measured", name_));
        return;
    }
    const std::string part = name_ + ".incomplete";
    const std::filesystem::path path = std::filesystem::path{saved_folder()} / (part + ".json");
    harness::OutputFile{path}.write(harness::as_json(analysis, info));
    print_message(
        fmt::format("saved as {}, because the run is incomplete{}", part,
                    is_saved(name_) ? fmt::format("; the run saved as {} is kept", name_) : ""));
}

void ResultFiles::write(std::span<const harness::Result> results, const harness::RunInfo& info,
                        const std::string& markdown) {
    const auto analysis = harness::analyse(results, info.cores);
    std::exception_ptr failure;
    const auto attempt = [&](auto action) {
        try {
            action();
        } catch (const std::system_error&) {
            failure = std::current_exception();
        }
    };
    const auto write_one = [&](std::optional<harness::OutputFile>& file, auto content) {
        if (file) attempt([&] { file->write(content()); });
    };
    write_one(json_, [&] { return harness::as_json(analysis, info); });
    if (saved_) attempt([&] { save(analysis, info); });
    write_one(csv_, [&] { return harness::as_csv(analysis); });
    write_one(markdown_, [&] { return markdown; });
    if (failure) std::rethrow_exception(failure);
}

bool write_files(const ResultFiles::Path& json, const std::string& json_content,
                 const ResultFiles::Path& csv, const std::string& csv_content) {
    std::optional<harness::OutputFile> json_file;
    std::optional<harness::OutputFile> csv_file;
    open_file(json_file, "--json", json);
    open_file(csv_file, "--csv", csv);
    require_two_files(json_file, csv_file);
    if (json_file) json_file->write(json_content);
    if (csv_file) csv_file->write(csv_content);
    return is_stdout(json_file) || is_stdout(csv_file);
}

}  // namespace triptych::cli
