/// Tests of tables for terminals and for Markdown.
#include "catch.hpp"
#include "common/harness/table.hpp"

using namespace triptych::harness;

namespace {

Table small_table() {
    return {.titles = {"model", "time", "memory"},
            .rows = {{.cells = {"threads", "10 µs", "1 MiB"}, .note = {}},
                     {.cells = {"tbb", "9 µs", "20 MiB"},
                      .note = {},
                      .style = Style::plain,
                      .ruled = true}}};
}

}  // namespace

TEST_CASE("as_text aligns names left and numbers right") {
    CHECK(as_text(small_table(), 80, false) ==
          "model     time  memory\n"
          "threads  10 µs   1 MiB\n"
          "----------------------\n"
          "tbb       9 µs  20 MiB\n");
}

TEST_CASE("as_text continues columns that do not fit in a block below, with the names again") {
    CHECK(as_text(small_table(), 20, false) ==
          "model     time\n"
          "threads  10 µs\n"
          "--------------\n"
          "tbb       9 µs\n"
          "\n"
          "model    memory\n"
          "threads   1 MiB\n"
          "---------------\n"
          "tbb      20 MiB\n");
}

TEST_CASE("as_text writes no line wider than the terminal") {
    Table table = small_table();
    table.rows.push_back(
        {.cells = {"processes"}, .note = "skipped: this system allows twelve of them"});
    for (const std::size_t width : {30U, 40U, 60U, 100U})
        for (const std::string& line : lines_of(as_text(table, width, false)))
            CHECK(width_of(line) <= width);
}

TEST_CASE("as_text shows a note once, instead of all other cells") {
    Table table = small_table();
    table.rows.push_back({.cells = {"forks"}, .note = "FAILED"});
    const std::string text = as_text(table, 20, false);
    CHECK(text.find("forks    FAILED\n") != std::string::npos);
    CHECK(text.find("forks", text.find("forks") + 1) == std::string::npos);
}

TEST_CASE("as_text shows cells of several lines") {
    const Table table{.titles = {"a", "b"}, .rows = {{.cells = {"x\ny", "1\n2\n3"}, .note = {}}}};
    CHECK(as_text(table, 80, false) == "a  b\nx  1\ny  2\n   3\n");
}

TEST_CASE("as_text puts colour around lines, without shifting them") {
    CHECK(as_text(small_table(), 80, true).find("\x1b[2mmodel     time  memory\x1b[0m\n") == 0);
}

TEST_CASE("as_markdown escapes bars in cells") {
    Table table = small_table();
    table.rows.push_back({.cells = {"a|b\nc"}, .note = "FAILED"});
    CHECK(as_markdown(table) ==
          "| model | time | memory |\n"
          "| :-- | --: | --: |\n"
          "| threads | 10 µs | 1 MiB |\n"
          "| tbb | 9 µs | 20 MiB |\n"
          "| a\\|b<br>c | FAILED |  |\n");
}
