/// Tests of wrap().
#include <algorithm>
#include <regex>

#include "catch.hpp"
#include "cli/wrap.hpp"
#include "common/harness/text.hpp"

using triptych::cli::wrap;
using triptych::harness::lines_of;
using triptych::harness::width_of;

namespace {

using Lines = std::vector<std::string>;

constexpr const char* source = R"(/// A class, to
/// be wrapped.

class Inbox {
    void put(int id);  // the id, not the whole message

    std::map<std::string, std::vector<std::chrono::milliseconds>> delays_;

    /// - a list
    //without a blank
};
)";

/// The text without what wrapping may change: blanks, and the slashes of comments.
std::string letters_of(const std::string& text) {
    return std::regex_replace(text, std::regex{R"([\s/]+)"}, "");
}

}  // namespace

TEST_CASE("wrap continues a long line four columns deeper") {
    CHECK(wrap(Lines{"    call(first, second, third);"}, 20) ==
          Lines{"    call(first,", "        second,", "        third);"});
}

TEST_CASE("wrap breaks a word that is wider than the column") {
    CHECK(wrap(Lines{"abcdefghijkl"}, 8) == Lines{"abcdefgh", "    ijkl"});
    CHECK(wrap(Lines{"std::vector<Shard>shards(n);"}, 20) ==
          Lines{"std::vector<", "    Shard>shards(n);"});
}

TEST_CASE("wrap continues a comment as a comment, and fills its lines again") {
    CHECK(wrap(Lines{"/// One two three four", "/// five.", "///", "///   a diagram"}, 16) ==
          Lines{"/// One two", "/// three four", "/// five.", "///", "///   a diagram"});
    CHECK(wrap(Lines{"/// Fits.", "/// Fits, too."}, 16) == Lines{"/// Fits.", "/// Fits, too."});
}

TEST_CASE("wrap moves a comment behind code above it if there is no room") {
    CHECK(wrap(Lines{"    int id_;  // guarded by mutex_"}, 26) ==
          Lines{"    // guarded by mutex_", "    int id_;"});
}

TEST_CASE("wrap counts characters of several bytes once, and never splits them") {
    CHECK(wrap(Lines{"äöüßäöüß"}, 4) == Lines{"äöüß", "  äö", "  üß"});
}

TEST_CASE("wrap ends at any width, and keeps every letter") {
    const Lines lines = lines_of(source);
    for (std::size_t width = 1; width < 80; ++width) {
        std::string all;
        for (const std::string& line : wrap(lines, width)) {
            REQUIRE(width_of(line) <= width);
            all += line;
        }
        std::string expected = letters_of(source);
        std::string found = letters_of(all);
        std::ranges::sort(expected);  // comments may have moved
        std::ranges::sort(found);
        REQUIRE(found == expected);
    }
}
