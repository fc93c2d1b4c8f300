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

/// Whether a shell has opened the file for us, with "<" or "<(...)": it may then be a pipe.
bool is_opened_by_shell(const std::string& path) {
    return path == "/dev/stdin" || path.starts_with("/dev/fd/") ||
           path.starts_with("/proc/self/fd/");
}

void require_file(const std::string& path) {
    std::error_code error;
    const fs::file_type type = fs::status(path, error).type();
    if (type == fs::file_type::not_found)
        fail(path, "there is no such file. Check its name and its folder");
    if (error) fail(path, fmt::format("{}. Try: ls -l", error.message()));
    if (type == fs::file_type::directory) fail(path, "it is a folder: name a file in it");
    if (type != fs::file_type::regular && !is_opened_by_shell(path))
        fail(path,
             "it is a pipe or a device, which may never end: write it to a file first, or read it "
             "from /dev/stdin");
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
            fail(path, "larger than 256 MiB: this is no results file");
    }
    if (file.bad()) fail(path, "cannot be read to its end: copy it again");
    return content;
}

/// Refuses deep nesting: documents are copied and written recursively, which could overflow the
/// stack.
json parse(const std::string& path, const std::string& content) {
    return json::parse(content, [&](int depth, json::parse_event_t, const json&) {
        if (depth > deepest)
            fail(path,
                 fmt::format("nested more than {} levels deep: this is no results file", deepest));
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
    } catch (const json::exception&) {  // a number out of range
        fail(path, fmt::format("JSON, but not in the format of results. {}", how_to_measure));
    }
}

}  // namespace triptych::harness
