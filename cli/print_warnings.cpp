#include "cli/print_warnings.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "cli/terminal.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {

void print_warnings(std::FILE* stream, const std::vector<harness::Warning>& warnings) {
    if (warnings.empty()) return;
    const std::size_t width = std::min(terminal_width(stream), widest_text);
    const bool colour = wants_colour(stream);
    std::string text = "\n";
    for (const harness::Warning& warning : warnings)
        for (const std::string& line : harness::fill("Warning: " + warning.text, width))
            text += (colour ? harness::styled(harness::Style::yellow, line) : line) + '\n';
    print_to(stream, text, "the warnings");
}

}  // namespace triptych::cli
