/// Texts from files, hosts and environments: whatever they hold, they are text where they are
/// written.
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "common/harness/csv.hpp"
#include "common/harness/escape.hpp"
#include "common/harness/exports.hpp"
#include "common/harness/machines.hpp"
#include "common/harness/report.hpp"
#include "common/harness/table.hpp"
#include "tests/harness/analysed.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;

namespace {

const std::string hostile =
    "=cmd|' /C calc'!A0;@SUM(1)\x1b]0;title\x07\x1b[2J\xc2\x9b"
    "31m\xe2\x80\xae\xff<script>alert(1)</script>[x](javascript:alert(1))`|\n\r\\$x$ **b** "
    "\"quoted\" https://example.org www.example.org";

/// Whether a terminal would interpret something in the text, apart from newlines.
bool is_obeyed(std::string text) {
    std::erase(text, '\n');
    return for_terminal(text) != text;
}

/// Whether the text has an unescaped sign of Markdown.
bool is_markup(const std::string& text, char sign) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == sign)
            return true;
    }
    return false;
}

}  // namespace

TEST_CASE("for_terminal leaves readable text unchanged") {
    for (const char* text :
         {"", "anna's café.json", "10 µs, ≥ 3, │", "日本語", "👩\u200d🔬", "a\\b"})
        CHECK(for_terminal(text) == text);
}

TEST_CASE("for_terminal shows control characters, and those of UTF-8, instead of sending them") {
    CHECK(for_terminal("a\x1b[31m\nb\x7f") == "a\\x1b[31m\\x0ab\\x7f");
    CHECK(for_terminal("\xc2\x9b"
                       "2J") == "\\x9b2J");
    CHECK(for_terminal(std::string_view{"a\0b", 3}) == "a\\x00b");
}

TEST_CASE("for_terminal shows invisible characters and those that change the direction of text") {
    CHECK(for_terminal("\u202egnp.exe") == "\\u202egnp.exe");
    CHECK(for_terminal("a\u2066b\u200b\u2028") == "a\\u2066b\\u200b\\u2028");
    CHECK(for_terminal("\U000e0041") == "\\U000e0041");
}

TEST_CASE("for_terminal shows bytes that are not valid UTF-8") {
    CHECK(for_terminal("\xc2") == "\\xc2");                             // incomplete
    CHECK(for_terminal("\xff") == "\\xff");                             // never a first byte
    CHECK(for_terminal("\x9b") == "\\x9b");                             // a continuation byte alone
    CHECK(for_terminal("\xc0\x9b") == "\\xc0\\x9b");                    // overlong
    CHECK(for_terminal("\xe0\x82\x9b") == "\\xe0\\x82\\x9b");           // overlong, too
    CHECK(for_terminal("\xed\xa0\x80") == "\\xed\\xa0\\x80");           // a surrogate
    CHECK(for_terminal("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");  // above U+10FFFF
    CHECK(for_terminal("\xf0\x9f\x91\xa9\xe2") == "\xf0\x9f\x91\xa9\\xe2");
}

TEST_CASE("for_terminal is idempotent") {
    const std::string once = for_terminal(hostile);
    CHECK(for_terminal(once) == once);
    CHECK(for_terminal_page(once) == once);
}

TEST_CASE("for_terminal_page keeps lines and our own styles, and escapes all other sequences") {
    const std::string page = styled(Style::red, "a") + "\n" + styled(Style::bold, "b") + "\n";
    CHECK(for_terminal_page(page) == page);
    CHECK(for_terminal_page("a\x1b[8mb\x1b\n\x1b[1") == "a\\x1b[8mb\\x1b\n\\x1b[1");
    CHECK_FALSE(is_obeyed(for_terminal_page(hostile)));
}

TEST_CASE("for_markdown leaves no HTML, link, emphasis, formula or end of a table cell") {
    CHECK(for_markdown("<b>&</b>") == "&lt;b&gt;&amp;&lt;/b&gt;");
    CHECK(for_markdown("[a](b) ![c](d)") == "\\[a\\](b) !\\[c\\](d)");
    CHECK(for_markdown("a|b\\ `c` *d* $e$") == "a\\|b\\\\ \\`c\\` \\*d\\* \\$e\\$");
    CHECK(for_markdown("http://a www.b") == "http\\://a www\\.b");
    CHECK(for_markdown("_a_ b_c __d") == "\\_a\\_ b_c \\_\\_d");
    CHECK(for_markdown("a\nb\tc\x1b\xff") == "a b c\\x1b\\xff");
    CHECK(for_markdown("merge_sort, 1,000 ints: ~1.05x, ≥ 3") ==
          "merge_sort, 1,000 ints: ~1.05x, ≥ 3");
    for (const char sign : {'<', '>', '[', ']', '`', '*', '|', '$'})
        CHECK_FALSE(is_markup(for_markdown(hostile), sign));
}

TEST_CASE("for_csv leaves nothing that a spreadsheet takes for a formula") {
    CHECK(for_csv("host 1") == "host 1");
    for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "＝1"})
        CHECK(for_csv(formula) == std::string{"'"} + formula);
    CHECK(for_csv("a;=1") == "\"a;'=1\"");          // if fields are separated by semicolons
    CHECK(for_csv("a,\t=1") == "\"a,\t'=1\"");      // or by tabs
    CHECK(for_csv("\"=1\"") == "\"\"\"'=1\"\"\"");  // also in quotes
    CHECK(for_csv("\n-1") == "\"\n'-1\"");
    CHECK(for_csv("a = b - c") == "a = b - c");
    CHECK(for_csv("12 at most, \"sorry\"") == "\"12 at most, \"\"sorry\"\"\"");
    CHECK(for_csv("\x1b[2J\xff") == "\\x1b[2J\\xff");
}

TEST_CASE("CsvField escapes texts and writes numbers as they are") {
    const std::vector<CsvField> fields{"-a",           std::string{"=b"}, -1.5, std::int64_t{-2},
                                       std::size_t{3}, CsvField{}};
    CHECK(csv_line(fields) == "'-a,'=b,-1.5,-2,3,\n");
}

TEST_CASE("for_json can be read back unchanged, and holds no control character") {
    const std::string valid = "\xc2\x9b\u202e\U000e0041\x1b\x07µ</script>";
    const nlohmann::json document{{"text", valid}, {valid, 1}};
    const std::string text = for_json(document, 1);
    CHECK(nlohmann::json::parse(text) == document);
    CHECK_FALSE(is_obeyed(text));
    CHECK_THAT(text, Contains("\\u009b\\u202e\\udb40\\udc41\\u001b\\u0007µ"));
    CHECK(nlohmann::json::parse(for_json(nlohmann::json{hostile}, 0)).size() == 1);  // not UTF-8
}

TEST_CASE("Table shows hostile titles, cells and notes as text, on a terminal and in Markdown") {
    const Table table{
        .titles = {hostile, hostile},
        .rows = {{.cells = {hostile, hostile}, .note = {}}, {.cells = {hostile}, .note = hostile}}};
    for (const std::size_t width : {40U, 400U})
        CHECK_FALSE(is_obeyed(as_text(table, width, false)));
    const std::string markdown = as_markdown(table);
    CHECK_FALSE(is_obeyed(markdown));
    CHECK(markdown.find("<script") == std::string::npos);
    CHECK(markdown.find("\\[x\\](javascript:") != std::string::npos);
    CHECK(std::ranges::count(markdown, '\n') == 4);
}

TEST_CASE("Exports of merged files show every hostile field as text: table, CSV and JSON") {
    ResultsFile file;
    file.name = hostile;
    const nlohmann::json context{{"host_name", hostile},
                                 {"triptych", {{"host", {{"cpu", hostile}}}}}};
    file.context = context;
    file.results = {made_up("threads", {1, 1, 1, 1, 1}, {{hostile, 1}}),
                    made_up_failure("processes", hostile)};
    for (Result& result : file.results) {
        result.benchmark.workload = result.benchmark.model = result.benchmark.variant = hostile;
        result.benchmark.unit = result.benchmark.set = hostile;
    }
    file.document = nlohmann::json{{"context", context}, {"benchmarks", {{{hostile, hostile}}}}};
    const std::vector files{file};
    CHECK_FALSE(is_obeyed(as_text(machines_table(files), 80, false)));
    CHECK_FALSE(is_obeyed(merged(files)));
    CHECK_FALSE(is_obeyed(as_text(group_table(file.results, 2), 80, false)));
    RunInfo info;
    info.context = file.context;
    info.host.cpu = info.host.kernel = hostile;
    CHECK_FALSE(is_obeyed(as_json(file.results, info)));
    for (std::string csv : {machines_csv(files), as_csv(file.results, info)}) {
        CHECK_THAT(csv, Contains("'=cmd"));
        for (const char* formula : {"\n=", ",=", ";=", ";@", "\"="})
            CHECK(csv.find(formula) == std::string::npos);
        std::erase(csv, '\r');
        CHECK_FALSE(is_obeyed(csv));
    }
}
