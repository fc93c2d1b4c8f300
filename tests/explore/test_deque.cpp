/// Every schedule of a few operations on the deque of common/chase_lev_deque.hpp.
#include <cstdlib>

#include "explored.hpp"

namespace triptych {
namespace {

constexpr const char* the_deque = TRIPTYCH_SOURCE_DIR "/common/chase_lev_deque.hpp";

/// Where `owner` and one or two thieves, each with `thief`, use `deque`; then each item of `items`
/// must have been taken once. push(i) pushes items[i].
std::string with_thieves(int thieves, const std::string& owner, const std::string& thief,
                         const std::string& deque = the_deque) {
    std::string text =
        "#include \"" + deque +
        "\"\n"
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
Explored explore_deque(const std::string& program, const Words& options) {
    // Where the compiler looks for headers, besides.  NOLINTNEXTLINE(concurrency-mt-unsafe)
    ::setenv("CPLUS_INCLUDE_PATH", TRIPTYCH_SOURCE_DIR, 1);
    return explore(program, options);
}

void check_every_schedule(const std::string& program, const Words& options = {"--json"}) {
    const Explored explored = explore_deque(program, options);
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

TEST_CASE("explore: each order of ChaseLevDeque that is weakened breaks it") {
    struct Weakened {
        const char* line;  // the part of it before the order
        const char* order;
        const char* weaker;
        const char* memory;
    };
    const Weakened all[]{
        {"bottom_.store(bottom, ", "seq_cst", "release", "tso"},     // the late store: both take it
        {"bottom_.store(bottom + 1, ", "release", "relaxed", "sc"},  // in push(): the item
        {"= bottom_.load(", "seq_cst", "relaxed", "sc"},
        {"ring_.store(rings_.back().get(), ", "release", "relaxed", "sc"},  // the larger ring
        {"= ring_.load(", "acquire", "relaxed", "sc"},
    };
    for (const Weakened& weakened : all) {
        CAPTURE(weakened.line);
        std::string text = content_of(the_deque);
        const std::string order = std::string{"std::memory_order_"} + weakened.order;
        const auto place = text.find(weakened.line + order);
        REQUIRE(place != std::string::npos);
        text.replace(place + std::string{weakened.line}.size(), order.size(),
                     std::string{"std::memory_order_"} + weakened.weaker);
        const Folder folder;
        std::ofstream{folder / "deque.hpp"} << text;
        const Explored explored = explore_deque(
            with_thieves(1, "push(); push(); pop();", "steal(); steal();", folder / "deque.hpp"),
            {"--memory", weakened.memory});
        INFO(explored.text << explored.errors);
        CHECK((explored.exit_code == 1 || explored.exit_code == 66));  // an assertion, or a race
    }
}

}  // namespace triptych
