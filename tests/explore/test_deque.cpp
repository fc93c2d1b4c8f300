/// Every schedule of a few operations on the deque of common/chase_lev_deque.hpp.
#include <cstdlib>

#include "explored.hpp"

namespace triptych {
namespace {

/// Where `owner` and one or two thieves, each with `thief`, use `deque`; then each item of `items`
/// must have been taken once. push(i) pushes items[i].
std::string with_thieves(int thieves, const std::string& owner, const std::string& thief) {
    std::string text =
        "#include \"" TRIPTYCH_SOURCE_DIR
        "/common/chase_lev_deque.hpp\"\n"
        "#include <cassert>\n"
        "#include <thread>\n"
        "struct Item { int written = 0; int taken = 0; };\n"
        "Item items[3];\n"
        "int main() {\n"
        "    triptych::ChaseLevDeque<Item> deque{1};\n"
        "    int pushed = 0;\n"
        "    auto push = [&] { Item& item = items[pushed++]; item.written = 1; deque.push(&item); "
        "};\n"
        "    auto take = [](Item* item) { if (item) { assert(item->written); ++item->taken; } };\n"
        "    auto pop = [&] { take(deque.pop()); };\n"
        "    auto steal = [&] { take(deque.steal()); };\n";
    for (int i = 0; i < thieves; ++i)
        text += fmt::format("    std::thread thief{}([&] {{ {} }});\n", i, thief);
    text += "    " + owner + '\n';
    for (int i = 0; i < thieves; ++i)
        text += fmt::format("    thief{}.join();\n", i);
    return text +
           "    while (Item* item = deque.pop()) take(item);\n"
           "    for (int i = 0; i < pushed; ++i) assert(items[i].taken == 1);\n"
           "}\n";
}

/// A race on an item's plain members would be found, too.
void check_every_schedule(const std::string& program, const Words& options = {"--json"}) {
    // Where the compiler looks for headers, besides.  NOLINTNEXTLINE(concurrency-mt-unsafe)
    ::setenv("CPLUS_INCLUDE_PATH", TRIPTYCH_SOURCE_DIR, 1);
    const Explored explored = explore(program, options);
    INFO(program << explored.text << explored.errors);
    CHECK(explored.exit_code == 0);
    CHECK(explored.json()["complete"] == true);
    CHECK(explored.json()["schedules"] > 1);
}

constexpr const char* owners[]{
    "push(); pop();",
    "push(); push(); pop(); pop();",  // grows: the ring has room for one
    "push(); pop(); push(); pop();",  // uses the same slot again
};

}  // namespace

TEST_CASE("explore: ChaseLevDeque gives each item once, in every schedule with one thief") {
    for (const char* owner : owners)
        check_every_schedule(with_thieves(1, owner, "steal(); steal();"));
}

TEST_CASE("explore: ChaseLevDeque gives each item once, in every schedule with two thieves") {
    for (const char* owner : owners)
        check_every_schedule(with_thieves(2, owner, "steal();"));
}

TEST_CASE("explore --memory tso: ChaseLevDeque gives each item once, in every schedule") {
    for (const char* owner : owners)
        check_every_schedule(with_thieves(1, owner, "steal(); steal();"),
                             {"--json", "--memory", "tso"});
}

}  // namespace triptych
