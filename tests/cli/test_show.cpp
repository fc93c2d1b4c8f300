/// Tests of `triptych show`: steps, alignment and pages.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <sstream>

#include "benches/catalog/catalog.hpp"
#include "catch.hpp"
#include "cli/show/page.hpp"
#include "cli/show/side_by_side.hpp"
#include "cli/show/steps.hpp"
#include "tests/cli/recorded.hpp"

using namespace triptych::cli;
using triptych::harness::lines_of;
using triptych::harness::width_of;

namespace {

using Lines = std::vector<std::string>;

constexpr const char* with_class = R"(/// Counting with a class.
/// It takes two lines.

#include <mutex>

namespace triptych {
namespace {

class Inbox {
public:
    void put(int id);  // {

private:
    int id_ = '{';
};

/// Puts one message in.
void deliver(Message message, Inbox& inbox) {
    inbox.put("};" + message.id);
}

}  // namespace

int implementation(int a,
           int b) {
    return a + b;
}

}  // namespace triptych
)";

constexpr const char* with_alias = R"(/// Counting with an alias.

namespace {
using Inbox = std::vector<int>;

Task<> deliver(Message message, Inbox& inbox) {
    inbox.push_back(message.id);
}
}

void extra() {}

int implementation(int a) {
    return a;
}
)";

Lines names_of(const std::vector<Step>& steps) {
    Lines names;
    for (const Step& step : steps)
        names.push_back(step.name);
    return names;
}

/// The row at which a column has a line that begins like this.
std::optional<std::size_t> row_of(const std::vector<Row>& rows, std::size_t column,
                                  const std::string& start) {
    for (std::size_t row = 0; row < rows.size(); ++row)
        if (rows[row][column].starts_with(start)) return row;
    return std::nullopt;
}

/// Null if there is none of that name, or more than one.
const Step* only_one_named(const std::string& name, const std::vector<Step>& steps) {
    if (std::ranges::count(steps, name, &Step::name) != 1) return nullptr;
    return &*std::ranges::find(steps, name, &Step::name);
}

/// The first line of the step that is no comment; the first line if all are comments.
std::string first_code(const Step& step) {
    for (const std::string& line : step.lines)
        if (!line.starts_with("//")) return line;
    return step.lines.front();
}

std::string read(const std::string& path) {
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("steps cuts a file into its header comment, types and functions, with their names") {
    CHECK(names_of(essential(steps(with_class))) ==
          Lines{"///", "Inbox", "deliver", "implementation"});
    CHECK(names_of(essential(steps(with_alias))) ==
          Lines{"///", "Inbox", "deliver", "extra", "implementation"});
}

TEST_CASE("steps loses only blank lines") {
    std::string kept;
    for (const Step& step : steps(with_class))
        for (const std::string& line : step.lines)
            kept += line + '\n';
    CHECK(kept == std::regex_replace(std::string{with_class}, std::regex{"\n\n(?!private)"}, "\n"));
}

TEST_CASE("steps names variables, templates and constructors, too") {
    CHECK(names_of(steps("constexpr int grain = size(1);\n"
                         "template <typename T>\nT twice(T t) {\n    return t + t;\n}\n"
                         "Pool::Pool(int n) : n_{n} {}\n"
                         "enum class Guard { none };\n"
                         "struct alignas(64) Shard {\n};\n")) ==
          Lines{"grain", "twice", "Pool", "Guard", "Shard"});
}

TEST_CASE("comment_start finds a comment, but not in a string") {
    CHECK(comment_start("x = 1;  // one") == 8);
    CHECK(comment_start(R"(open("http://x\"//"); // y)") == 22);
    CHECK(comment_start("long n = 1'000'000;  // many") == 21);
    CHECK(comment_start("a / b;") == std::string::npos);
}

TEST_CASE("side_by_side starts the same step on the same row in every column") {
    const std::vector files{essential(steps(with_class)), essential(steps(with_alias)),
                            essential(steps(with_class))};
    const auto rows = side_by_side(files, 60);
    const auto inbox = row_of(rows, 0, "class Inbox");
    REQUIRE(inbox);
    CHECK(row_of(rows, 1, "using Inbox") == inbox);
    CHECK(row_of(rows, 2, "class Inbox") == inbox);
    CHECK(row_of(rows, 0, "void deliver") == row_of(rows, 1, "Task<> deliver"));
    CHECK(row_of(rows, 0, "/// Puts one") < row_of(rows, 1, "Task<> deliver"));
    CHECK(row_of(rows, 0, "int implementation") == row_of(rows, 1, "int implementation"));
    CHECK(row_of(rows, 1, "void extra") > row_of(rows, 1, "Task<> deliver"));
    CHECK(row_of(rows, 1, "void extra") < row_of(rows, 1, "int implementation"));
}

TEST_CASE("side_by_side puts steps that only one file has beside each other, not below") {
    const std::vector files{steps("void a() {}\n\nvoid only_one() {}\n\nvoid z() {}\n"),
                            steps("void a() {}\n\nvoid only_two() {}\n\nvoid z() {}\n")};
    const auto rows = side_by_side(files, 40);
    CHECK(rows == std::vector<Row>{{"void a() {}", "void a() {}"},
                                   {"", ""},
                                   {"void only_one() {}", "void only_two() {}"},
                                   {"", ""},
                                   {"void z() {}", "void z() {}"}});
}

TEST_CASE("side_by_side shows functions in another order, and aligns the longest common order") {
    const std::vector files{steps("void a() {}\nvoid b() {}\nvoid c() {}\n"),
                            steps("void b() {}\nvoid c() {}\nvoid a() {}\n")};
    const auto rows = side_by_side(files, 40);
    CHECK(row_of(rows, 0, "void b") == row_of(rows, 1, "void b"));
    CHECK(row_of(rows, 0, "void c") == row_of(rows, 1, "void c"));
    CHECK(row_of(rows, 0, "void a") < row_of(rows, 1, "void a"));
}

TEST_CASE("side_by_side makes no rows for no files, or an empty file") {
    CHECK(side_by_side({}, 40).empty());
    const std::vector<std::vector<Step>> files{{}, steps("void a() {}\n")};
    CHECK(side_by_side(files, 40) == std::vector<Row>{{"", "void a() {}"}});
}

TEST_CASE("page fits its width, and has one column below a width of 100") {
    const std::vector<Panel> panels{
        {.model = "threads", .file = "x.cpp", .steps = steps(with_class)},
        {.model = "processes", .file = "x.cpp", .steps = steps(with_class)},
        {.model = "coroutines", .file = "x.cpp", .steps = steps(with_alias)}};
    for (const std::size_t width : {60U, 99U, 100U, 101U, 102U, 160U, 300U}) {
        const Lines lines = lines_of(page(panels, width, false));
        CAPTURE(width);
        CHECK(std::ranges::all_of(lines, [&](auto& line) { return width_of(line) <= width; }));
        CHECK((lines[0].find("coroutines/x.cpp") != std::string::npos) == (width >= 100));
    }
    for (const std::size_t width : {80U, 100U})
        triptych::check_recorded(width == 80 ? "show_80.txt" : "show_100.txt",
                                 page(panels, width, false));
}

TEST_CASE("page_as_json has the levels of the steps, with their lines unchanged") {
    const std::vector<Panel> panels{{"threads", "w.cpp", essential(steps(with_class))},
                                    {"coroutines", "w.cpp", essential(steps(with_alias))}};
    const auto page = nlohmann::json::parse(page_as_json(panels, "Why?"));
    CHECK(page.at("problem") == "Why?");
    CHECK(page.at("files")[1].at("file") == "coroutines/w.cpp");
    REQUIRE(page.at("levels").size() == 5);
    CHECK(page.at("levels")[2][0][1] == "void deliver(Message message, Inbox& inbox) {");
    CHECK(page.at("levels")[2][1][0] == "Task<> deliver(Message message, Inbox& inbox) {");
    CHECK(page.at("levels")[3][0].is_null());
    CHECK(page.at("levels")[3][1][0] == "void extra() {}");
}

TEST_CASE("page has escape sequences only in colour") {
    const std::vector<Panel> panels{
        {.model = "threads", .file = "x.cpp", .steps = steps(with_class)}};
    CHECK(page(panels, 120, false).find('\x1b') == std::string::npos);
    const std::string coloured = page(panels, 120, true);
    CHECK(coloured.find("\x1b[1mthreads\x1b[0m/x.cpp") != std::string::npos);
    CHECK(coloured.find("\x1b[2m/// Puts one message in.\x1b[0m") != std::string::npos);
    CHECK(std::regex_replace(coloured, std::regex{"\x1b\\[[0-9]m"}, "") ==
          page(panels, 120, false));
}

TEST_CASE("show aligns functions of the same name in the real files") {
    for (const triptych::Workload& workload : triptych::catalog()) {
        const std::string file = '/' + std::string{workload.name} + ".cpp";
        CAPTURE(file);
        std::vector<std::vector<Step>> files;
        for (const std::string model : {"threads", "processes", "coroutines"}) {
            const std::string source = read(TRIPTYCH_SOURCE_DIR + ('/' + model) + file);
            if (!source.empty()) files.push_back(essential(steps(source)));
        }
        if (workload.by_default) REQUIRE(files.size() >= 2);
        if (files.empty()) continue;                 // implemented in the files of another workload
        const auto rows = side_by_side(files, 200);  // nothing is wrapped
        for (const Step& step : files[0]) {
            CAPTURE(step.name);
            std::vector<std::size_t> found;
            for (std::size_t column = 0; column < files.size(); ++column)
                if (const Step* same = only_one_named(step.name, files[column]))
                    found.push_back(*row_of(rows, column, first_code(*same)));
            if (found.size() == files.size()) CHECK(found == std::vector(files.size(), found[0]));
        }
    }
}
