#include "common/network/crawl.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>
#include <unordered_set>

#include "common/network/links.hpp"

namespace triptych::network {
namespace {

/// Removes the first line of `text`, and returns it without its end.
std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string_view without_blanks_around(std::string_view line) {
    const auto begin = line.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

}  // namespace

Urls read_urls(std::string_view text) {
    Urls urls;
    std::unordered_set<std::string> seen;
    for (int number = 1; !text.empty(); ++number) {
        const std::string_view line = without_blanks_around(take_line(text));
        if (line.empty() || line.starts_with('#')) continue;
        if (std::ranges::any_of(line,
                                [](unsigned char each) { return each <= ' ' || each == 127; }))
            throw std::invalid_argument{
                fmt::format("line {} is no URL: it has blanks or control characters", number)};
        if (seen.emplace(line).second) urls.emplace_back(line);
    }
    return urls;
}

std::string lines_of(const std::string& url, const Page& page) {
    if (!page.error.empty()) return fmt::format("{}\t\t{}\n", url, page.error);
    std::string lines;
    if (!page.is_html) return lines;
    for (const std::string& link : links_of(page.body, page.address))
        lines += fmt::format("{}\t{}\t\n", url, link);
    return lines;
}

std::string crawl_page(const std::string& url, const FetchLimits& limits) {
    Transfer transfer{url, limits};
    const int code = transfer.perform();
    return lines_of(url, transfer.take(code));
}

std::string sorted_table(const std::vector<std::string>& lines_of_pages) {
    std::vector<std::string_view> lines;
    for (std::string_view text : lines_of_pages)
        while (!text.empty())
            lines.push_back(take_line(text));
    std::ranges::sort(lines);
    std::string table = "url\tlink\terror\n";
    for (const std::string_view line : lines)
        table.append(line).push_back('\n');
    return table;
}

}  // namespace triptych::network
