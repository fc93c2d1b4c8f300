#include "common/network/download_list.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <stdexcept>
#include <unordered_set>

#include "common/network/sha256.hpp"

namespace triptych::network {
namespace {

constexpr std::string_view blanks = " \t\r";

/// Removes the first word of `line`, and the blanks before it, and returns it.
std::string_view take_word(std::string_view& line) {
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(blanks));
    line.remove_prefix(word.size());
    return word;
}

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned char byte = 0;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr ==
                text.data() + i + 3) {
            decoded += static_cast<char>(byte);
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

/// "report.pdf" and 2 are "report-2.pdf".
std::string numbered(const std::string& name, int number) {
    const auto end = std::min(name.rfind('.'), name.size());
    return fmt::format("{}-{}{}", name.substr(0, end), number, name.substr(end));
}

/// Two files with one name would overwrite each other: the later one gets a number.
void give_names(DownloadList& list) {
    std::unordered_set<std::string> taken;
    for (WantedFile& file : list) {
        const std::string name = file_name_of(file.url);
        file.name = name;
        for (int number = 2; !taken.insert(file.name).second; ++number)
            file.name = numbered(name, number);
    }
}

WantedFile read_line(std::string_view line, int number) {
    const auto refuse = [&](const std::string& why) {
        throw std::invalid_argument{fmt::format("line {}: {}", number, why)};
    };
    WantedFile file;
    file.url = take_word(line);
    file.sha256 = take_word(line);
    if (!take_word(line).empty())
        refuse("it has more than a URL and a SHA-256 (write a blank in a URL as %20)");
    if (std::ranges::any_of(file.url, [](unsigned char each) { return std::iscntrl(each) != 0; }))
        refuse("the URL has control characters");
    if (!file.sha256.empty() && !is_sha256(file.sha256))
        refuse(fmt::format("\"{}\" is no SHA-256, which has 64 hexadecimal digits", file.sha256));
    std::ranges::transform(file.sha256, file.sha256.begin(), [](unsigned char each) {
        return static_cast<char>(std::tolower(each));
    });
    return file;
}

}  // namespace

DownloadList read_download_list(std::string_view text) {
    DownloadList list;
    std::map<std::string, std::string> sums;  // by URL
    for (int number = 1; !text.empty(); ++number) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto first = line.find_first_not_of(blanks);
        if (first == std::string_view::npos || line[first] == '#') continue;
        WantedFile file = read_line(line, number);
        const auto [known, is_new] = sums.emplace(file.url, file.sha256);
        if (!is_new && known->second != file.sha256)
            throw std::invalid_argument{
                fmt::format("line {}: the same URL again, with another SHA-256", number)};
        if (is_new) list.push_back(std::move(file));
    }
    give_names(list);
    return list;
}

std::string file_name_of(const std::string& url) {
    std::string_view path{url};
    path = path.substr(0, path.find_first_of("?#"));
    if (const auto scheme = path.find("://"); scheme != std::string_view::npos)
        path.remove_prefix(scheme + 3);
    const auto slash = path.rfind('/');
    std::string name =
        slash == std::string_view::npos ? "" : percent_decoded(path.substr(slash + 1));
    for (char& each : name)
        if (each == '/' || each == '\\' || std::iscntrl(static_cast<unsigned char>(each)) != 0)
            each = '_';
    if (name.starts_with('.')) name.front() = '_';  // ".." leads out, and .bashrc is not ours
    constexpr std::size_t longest = 200;            // 255 for the system; we add to it
    if (name.size() > longest) {
        const auto end = name.rfind('.');
        const std::string suffix =
            end != std::string::npos && name.size() - end <= 20 ? name.substr(end) : "";
        std::size_t kept = longest - suffix.size();
        while (kept > 0 && (static_cast<unsigned char>(name[kept]) & 0xC0U) == 0x80U)
            --kept;  // not within a character
        name = name.substr(0, kept) + suffix;
    }
    return name.empty() ? "index.html" : name;
}

}  // namespace triptych::network
