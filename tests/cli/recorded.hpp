/// Compares what a command prints with a recorded text in tests/cli/recorded.
///
/// If a text is meant to change, write it anew with TRIPTYCH_RECORD=1, and read the difference:
///
///     TRIPTYCH_RECORD=1 build/release/test_cli
#pragma once

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>

#include "common/harness/text.hpp"
#include "tests/cli/user.hpp"

namespace triptych {

inline const std::string recorded_folder = TRIPTYCH_SOURCE_DIR "/tests/cli/recorded";

inline void check_recorded(const std::string& name, const std::string& text) {
    const std::string path = recorded_folder + '/' + name;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the tests have one thread
    if (std::getenv("TRIPTYCH_RECORD") != nullptr) std::ofstream{path} << text;
    INFO(path << " is another text; see the beginning of " __FILE__);
    const auto lines = harness::lines_of(text);
    const auto expected = harness::lines_of(content_of(path));
    for (std::size_t i = 0; i < std::min(lines.size(), expected.size()); ++i) {
        CAPTURE(i + 1);
        REQUIRE(lines[i] == expected[i]);
    }
    CHECK(lines.size() == expected.size());
}

/// Without the warnings at the end, which depend on the machine.
inline std::string without_warnings(const std::string& output) {
    return output.substr(0, std::min(output.find("\nWarning: "), output.find("\nWarnings when ")));
}

}  // namespace triptych
