#include "cli/result_files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>

#include "cli/saved.hpp"
#include "cli/usage.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {

namespace {

/// Why it cannot be written, and what to do.
std::string advice(const std::error_code& error) {
    switch (error.value()) {
        case ENXIO: return "nobody reads from this pipe: start its reader first";
        case ENOENT: return "there is no such folder: make it first";
        case ENOTDIR: return "what stands before the / is no folder: name one";
        case EISDIR: return "it is a folder: name a file in it";
        case EACCES:
        case EPERM:
        case EROFS: return error.message() + ": name a place where you may write";
        default: return error.message() + ": name another place";
    }
}

}  // namespace

void open_file(std::optional<harness::OutputFile>& file, const char* option,
               const ResultFiles::Path& path) {
    if (!path) return;
    try {
        file.emplace(*path == "-" ? "/dev/stdout" : *path);
    } catch (const std::system_error& error) {
        throw UsageError{
            fmt::format("{} {}: cannot be written: {}", option, harness::printable(*path),
                        path->empty() ? "it has no name: give one" : advice(error.code()))};
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
    if (!saved) return;
    name_ = *saved;
    open_file(saved_, "--save", path_to_save(name_));
}

void ResultFiles::save(std::span<const harness::Result> results, const harness::RunInfo& info) {
    if (info.complete) {
        const bool replaced = is_saved(name_);
        saved_->write(harness::as_json(results, info));
        if (replaced)
            fmt::print(stderr, "triptych: {} is now this run: what was saved before is replaced\n",
                       name_);
        return;
    }
    saved_.reset();
    if (std::ranges::none_of(results, &harness::Result::measured)) {
        fmt::print(stderr, "triptych: nothing is saved as {}: no cell was measured\n", name_);
        return;
    }
    const std::string part = name_ + ".incomplete";
    const std::filesystem::path path = std::filesystem::path{saved_folder()} / (part + ".json");
    harness::OutputFile{path}.write(harness::as_json(results, info));
    fmt::print(stderr, "triptych: saved as {}, for not all was measured{}\n", part,
               is_saved(name_) ? fmt::format("; what is saved as {} stays", name_) : "");
}

void ResultFiles::write(std::span<const harness::Result> results, const harness::RunInfo& info,
                        const std::string& markdown) {
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
    write_one(json_, [&] { return harness::as_json(results, info); });
    if (saved_) attempt([&] { save(results, info); });
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
