#include "cli/trace/picture.hpp"

#include <clocale>
#include <cstdio>
#include <langinfo.h>
#include <string_view>

#include "cli/terminal.hpp"
#include "trace/render/lanes.hpp"

namespace triptych::cli {
namespace {

bool is_utf8() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): there is one thread
    if (std::setlocale(LC_CTYPE, "") == nullptr) return false;
    const std::string_view encoding = ::nl_langinfo(CODESET);  // NOLINT(concurrency-mt-unsafe)
    const bool is = encoding == "UTF-8";
    std::setlocale(LC_CTYPE, "C");  // NOLINT(concurrency-mt-unsafe)
    return is;
}

}  // namespace

std::string picture(std::span<const trace::Timeline> timelines, std::size_t width, bool all) {
    return trace::lanes_text(
        timelines,
        {.width = width, .colour = wants_colour(stdout), .unicode = is_utf8(), .all = all});
}

}  // namespace triptych::cli
