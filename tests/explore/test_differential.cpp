/// Programs made at random, explored, and run by a machine that does not know how explore works.
///
/// More of them by hand: TRIPTYCH_SMALL_PROGRAMS=5000 TRIPTYCH_SEED=2 test_explore "explore finds*"
#include <cstdlib>

#include "cli/explore/explored_program.hpp"
#include "explored.hpp"
#include "small_programs.hpp"

namespace triptych {
namespace {

/// Asks the engine about many small programs, which one compiled program interprets.
class Explorer {
public:
    nlohmann::json ask(const std::string& program, const char* memory, const char* mode) {
        ::setenv("SMALL_PROGRAM", program.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
        return interpreter_.ask({{"mode", mode},
                                 {"memory", memory},
                                 {"surprises", 0},
                                 {"shorten", false},
                                 {"seconds", 20},
                                 {"executions", 30'000}},
                                60);
    }

private:
    cli::ExploredProgram interpreter_{TRIPTYCH_SOURCE_DIR
                                      "/tests/explore/programs/small_program.cpp"};
};

std::set<std::string> outcomes_of(const nlohmann::json& found) {
    std::set<std::string> outcomes;
    for (const auto& row : found["outcomes"])
        outcomes.insert(row["end"] == "returned" ? std::to_string(row["value"].get<long>())
                                                 : row["end"].get<std::string>());
    return outcomes;
}

int number_from(const char* variable, int otherwise) {
    const char* const text = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
    return text == nullptr ? otherwise : std::atoi(text);
}

/// Makes programs of these operations.
void compare(const char* memory, const std::string& kinds) {
    Explorer explorer;
    std::mt19937 random{static_cast<unsigned>(number_from("TRIPTYCH_SEED", 1))};
    int compared = 0;
    const int wanted = number_from("TRIPTYCH_SMALL_PROGRAMS", 30);
    for (int i = 0; i < wanted; ++i) {
        const SmallProgram program = random_program(random, kinds, 4);
        const std::string text = text_of(program);
        INFO(text << " --memory " << memory);
        const auto reduced = explorer.ask(text, memory, "reduced");
        if (reduced["complete"] != true) continue;
        ++compared;
        const SmallMachine machine{program, memory == std::string{"tso"}};
        CHECK(outcomes_of(reduced) == machine.outcomes());
        const auto all = explorer.ask(text, memory, "all");
        if (all["complete"] != true) continue;
        CHECK(outcomes_of(all) == machine.outcomes());
        if (reduced["counted"] == true) CHECK(reduced["schedules"] == all["executions"]);
    }
    CHECK(compared > wanted * 9 / 10);  // the others are too large
}

TEST_CASE("explore finds all outcomes of programs made at random, and no others") {
    compare("sc", "lllsSaxcwzbmmtppqq");
}

TEST_CASE("explore --memory tso finds all outcomes of programs made at random, and no others") {
    compare("tso", "lllLssssrSaxcwzbfmt");
}

}  // namespace
}  // namespace triptych
