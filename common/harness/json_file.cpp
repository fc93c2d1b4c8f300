#include "common/harness/json_file.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "common/harness/escape.hpp"

namespace triptych::harness {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = std::uintmax_t{256} << 20;
constexpr int deepest = 100;

[[noreturn]] void fail(const std::string& path, const std::string& why) {
    throw ResultsFileError{path, why};
}

/// As a shell gives an open file to a program, for "<" or "<(...)": that may be a pipe.
bool is_handed_over(const std::string& path) {
    return path == "/dev/stdin" || path.starts_with("/dev/fd/") ||
           path.starts_with("/proc/self/fd/");
}

void require_file(const std::string& path) {
    std::error_code error;
    const fs::file_type type = fs::status(path, error).type();
    if (type == fs::file_type::not_found)
        fail(path, "there is no such file. Is its name spelled right, and its folder?");
    if (error) fail(path, fmt::format("{}. Try: ls -l", error.message()));
    if (type == fs::file_type::directory) fail(path, "a folder, not a file: name one in it");
    if (type != fs::file_type::regular && !is_handed_over(path))
        fail(path,
             "a pipe or a device, which may never end: write it to a file first, or read it from "
             "/dev/stdin");
}

std::string content_of(const std::string& path) {
    require_file(path);
    std::ifstream file{path, std::ios::binary};
    if (!file)
        fail(path, fmt::format("{}. Try: ls -l, which says who may read it",
                               std::generic_category().message(errno)));
    std::string content;
    std::array<char, 1 << 16> part{};
    while (file.read(part.data(), part.size()) || file.gcount() > 0) {
        content.append(part.data(), static_cast<std::size_t>(file.gcount()));
        if (content.size() > largest_file)  // it may be a pipe, or /dev/zero
            fail(path, "larger than 256 MiB: no results file is");
    }
    if (file.bad()) fail(path, "cannot be read to its end: copy it anew");
    return content;
}

/// What is copied and written by recursion must not overflow the stack.
json parse(const std::string& path, const std::string& content) {
    return json::parse(content, [&](int depth, json::parse_event_t, const json&) {
        if (depth > deepest)
            fail(path, fmt::format("nested more than {} deep: no results file is", deepest));
        return true;
    });
}

}  // namespace

ResultsFileError::ResultsFileError(const std::string& path, const std::string& why)
    : std::runtime_error{for_terminal(fmt::format("{}: {}", path, why))} {}

Json read_json(const std::string& path) {
    const std::string content = content_of(path);
    if (content.empty()) fail(path, fmt::format("empty. {}", how_to_measure));
    try {
        return parse(path, content);
    } catch (const json::parse_error&) {
        fail(path, fmt::format("not JSON, or cut short. {}", how_to_measure));
    } catch (const json::exception&) {  // a number that is none
        fail(path, fmt::format("JSON, but not as results are written. {}", how_to_measure));
    }
}

}  // namespace triptych::harness
