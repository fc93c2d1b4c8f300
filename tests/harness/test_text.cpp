/// Tests of fill(), hanging() and other layout of text.
#include "catch.hpp"
#include "common/harness/text.hpp"

using namespace triptych::harness;
using Lines = std::vector<std::string>;

TEST_CASE("fill breaks text into lines, and does not cut a long word") {
    CHECK(fill("one two three", 7) == Lines{"one two", "three"});
    CHECK(fill("unbreakable is", 4) == Lines{"unbreakable", "is"});
    CHECK(fill("", 10) == Lines{""});
}

TEST_CASE("width_of counts characters, not bytes") {
    CHECK(width_of("10 µs") == 5);
    CHECK(fill("µµ µµ", 5) == Lines{"µµ µµ"});
}

TEST_CASE("hanging indents further lines below the beginning of the text") {
    CHECK(hanging("µs: ", "a word and another one, too", 24) ==
          "µs: a word and another\n"
          "    one, too\n");
    CHECK(hanging("1234567890 ", "never less than twenty", 12) ==
          "1234567890 never less than\n"
          "           twenty\n");
}

TEST_CASE("enumerate lists names with commas and \"and\"") {
    CHECK(enumerate({}).empty());
    CHECK(enumerate({"a"}) == "a");
    CHECK(enumerate({"a", "b"}) == "a and b");
    CHECK(enumerate({"a", "b", "c", "d"}) == "a, b, c and d");
    CHECK(enumerate({"a", "b", "c", "d", "e"}) == "a, b, c and 2 more");
}

TEST_CASE("styled adds no colour codes to plain text") {
    CHECK(styled(Style::plain, "x") == "x");
    CHECK(styled(Style::red, "x") == "\x1b[31mx\x1b[0m");
}

TEST_CASE("fill, hanging and styled escape their text") {
    CHECK(fill("a\x1b[31m b", 80) == Lines{"a\\x1b[31m b"});
    CHECK(hanging("\x9b", "\x07", 80) == "\\x9b\\x07\n");
    CHECK(styled(Style::bold, "\x1b[31mx") == "\x1b[1m\\x1b[31mx\x1b[0m");
}
