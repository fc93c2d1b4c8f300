/// Wrapping source code: nothing is lost, whatever the width.
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

TEST_CASE("a long line goes on four deeper") {
    CHECK(wrap(Lines{"    call(first, second, third);"}, 20) ==
          Lines{"    call(first,", "        second,", "        third);"});
}

TEST_CASE("a word wider than the column is broken, not cut off") {
    CHECK(wrap(Lines{"abcdefghijkl"}, 8) == Lines{"abcdefgh", "    ijkl"});
    CHECK(wrap(Lines{"std::vector<Shard>shards(n);"}, 20) ==
          Lines{"std::vector<", "    Shard>shards(n);"});
}

TEST_CASE("a comment goes on as a comment, and its lines are filled anew") {
    CHECK(wrap(Lines{"/// One two three four", "/// five.", "///", "///   a diagram"}, 16) ==
          Lines{"/// One two", "/// three four", "/// five.", "///", "///   a diagram"});
    CHECK(wrap(Lines{"/// Fits.", "/// Fits, too."}, 16) == Lines{"/// Fits.", "/// Fits, too."});
}

TEST_CASE("a comment behind code that has no room for it moves above it") {
    CHECK(wrap(Lines{"    int id_;  // guarded by mutex_"}, 26) ==
          Lines{"    // guarded by mutex_", "    int id_;"});
}

TEST_CASE("characters of several bytes are counted once and never split") {
    CHECK(wrap(Lines{"äöüßäöüß"}, 4) == Lines{"äöüß", "  äö", "  üß"});
}

TEST_CASE("wrapping to any width ends and keeps every letter") {
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
