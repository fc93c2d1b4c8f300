/// What holds for every way to play many boards at once.
#include <chrono>
#include <vector>

#include "catch.hpp"
#include "common/sequential.hpp"
#include "coroutines/answers.hpp"
#include "processes/answers.hpp"
#include "threads/answers.hpp"

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

TEST_CASE("opponents think at the same time") {
    const Exhibition exhibition{
        .rounds = 1, .boards = 10, .masters_move = 1ms, .opponents_move = 50ms};
    const auto time_of = [&](auto play) {
        const auto begun = std::chrono::steady_clock::now();
        CHECK(check_moves(exhibition, play(exhibition)) == "");
        return std::chrono::steady_clock::now() - begun;
    };
    const auto one_game_after_another = time_of(sequential::simultaneous_chess);
    for (const auto& [name, play] : halls) {
        CAPTURE(name);
        const auto took = time_of(play);
        CHECK(took >= 60ms);  // the master's ten moves, and the last opponent's
        CHECK(took < one_game_after_another);
    }
}

TEST_CASE("any number of boards and rounds is played to the end") {
    for (const auto& [name, play] : halls)
        for (const int boards : {0, 1, 5})
            for (const int rounds : {0, 1, 3}) {
                CAPTURE(name, boards, rounds);
                const Exhibition exhibition{.rounds = rounds, .boards = boards};
                CHECK(check_moves(exhibition, play(exhibition)) == "");
            }
}
