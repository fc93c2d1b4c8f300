/// Properties of every implementation of simultaneous_chess.
#include <chrono>
#include <vector>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "common/workloads/sequential.hpp"
#include "tests/contract/busy_machine.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

struct Hall {
    const char* name;
    Moves (*play)(const Exhibition& exhibition);
};

const std::vector<Hall> halls{{"threads", threads::simultaneous_chess},
                              {"processes", processes::simultaneous_chess},
                              {"coroutines", coroutines::simultaneous_chess}};

}  // namespace

TEST_CASE("simultaneous_chess: opponents think at the same time") {
    const auto one_game_after_another = [](const Hall& hall, Delay move) {
        const Exhibition exhibition{
            .rounds = 1, .boards = 10, .masters_move = move, .opponents_move = 50 * move};
        const auto begun = std::chrono::steady_clock::now();
        CHECK(check_moves(exhibition, hall.play(exhibition)) == "");
        const auto took = std::chrono::steady_clock::now() - begun;
        CHECK(took >= (10 + 50) * move);  // the master's ten moves, and the last opponent's
        return took >= 10 * (1 + 50) * move;
    };
    CHECK(one_game_after_another({"sequential", sequential::simultaneous_chess}, 1ms));
    for (const Hall& hall : halls) {
        CAPTURE(hall.name);
        CHECK(holds_for_waits_long_enough(
            1ms, [&](Delay move) { return !one_game_after_another(hall, move); }));
    }
}

TEST_CASE("simultaneous_chess plays any number of boards and rounds to the end") {
    for (const auto& [name, play] : halls)
        for (const int boards : {0, 1, 5})
            for (const int rounds : {0, 1, 3}) {
                CAPTURE(name, boards, rounds);
                const Exhibition exhibition{.rounds = rounds, .boards = boards};
                CHECK(check_moves(exhibition, play(exhibition)) == "");
            }
}
