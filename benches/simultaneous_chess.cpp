#include "benches/answers.hpp"
#include "benches/refusals.hpp"
#include "benches/trial.hpp"
#include "common/sequential.hpp"
#include "coroutines/answers.hpp"
#include "processes/answers.hpp"
#include "threads/answers.hpp"

namespace triptych {
namespace {

auto playing(Moves (*solve)(const Exhibition&)) {
    return [solve](std::int64_t size, std::uint64_t /*seed*/) {
        const Exhibition exhibition{.rounds = static_cast<int>(size)};
        Trial trial = make_trial(
            exhibition, solve, [=](const Moves& moves) { return check_moves(exhibition, moves); },
            chess_figures);
        trial.wait_seconds = simultaneous_seconds(exhibition);
        return trial;
    };
}

}  // namespace

Workload simultaneous_chess_answers() {
    return {
        .name = "simultaneous_chess",
        .question = "A master plays 24 opponents, and can be at one board at a time.",
        .unit = "rounds",
        .sizes = {2},
        .quick = {2},
        .largest = 10'000,
        .answers = {{"sequential", "", "one game after another", Role::baseline,
                     playing(sequential::simultaneous_chess),
                     one_after_another(one_by_one_seconds({.rounds = 1}), 10)},
                    {"threads", "", "a thread per board", Role::contender,
                     playing(threads::simultaneous_chess), nothing},
                    {"processes", "", "a process per board", Role::contender,
                     playing(processes::simultaneous_chess), nothing},
                    {"coroutines", "", "a task per board", Role::contender,
                     playing(coroutines::simultaneous_chess), nothing}},
    };
}

}  // namespace triptych
