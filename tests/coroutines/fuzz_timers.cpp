/// Timers under random use, against a sorted list. (How to run it longer: fuzz.hpp.)
#include <algorithm>
#include <chrono>
#include <map>

#include "coroutines/primitives/timers.hpp"
#include "tests/coroutines/fuzz.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

struct NoParent final : Parent {
    void failed(PromiseBase& /*child*/, std::exception_ptr /*error*/) noexcept override {}
    void ended(PromiseBase& /*child*/) noexcept override {}
};

struct Sleeper {
    Sleeper() { promise.begin_under(no_parent); }
    Sleeper(const Sleeper&) = delete;
    Sleeper& operator=(const Sleeper&) = delete;
    ~Sleeper() { promise.unlink(); }

    NoParent no_parent;
    PromiseBase promise;
};

/// When it is due, and then, in which order it came.
using Place = std::pair<Clock::time_point, int>;

/// Mostly in the near future, and often the same time; sometimes in years, sometimes overdue.
Clock::time_point random_due(Random& random, Clock::time_point now) {
    const std::chrono::nanoseconds away{random() >> (4 + random_below(random, 60))};
    return is_one_in(random, 4) ? now - std::min<Clock::duration>(away, 1s) : now + away;
}

std::string episode(Random& random, int steps) {
    Verdict verdict;
    std::vector<std::unique_ptr<Sleeper>> sleepers;
    std::map<Place, PromiseBase*> model;
    Timers timers;
    // The only use of the clock: Timers start at the present time.
    Clock::time_point now = Clock::now() + 1h;
    timers.take_due(now);
    for (int step = 0; step < steps && verdict.is_right(); ++step) {
        const std::uint32_t what = random_below(random, 8);
        if (what <= 3) {
            PromiseBase& promise = sleepers.emplace_back(std::make_unique<Sleeper>())->promise;
            promise.suspend_until(random_due(random, now));
            timers.push(promise);
            model.emplace(Place{promise.due(), step}, &promise);
        } else if (what == 4 && !model.empty()) {  // as if it were cancelled or dropped
            const auto which = std::next(
                model.begin(), random_below(random, static_cast<std::uint32_t>(model.size())));
            which->second->unlink();
            model.erase(which);
        } else if (what == 5) {
            const auto next = timers.next();
            verdict.require(next || model.empty(), "there is a timer, so next() returns a time");
            if (!model.empty() && next)
                verdict.require(*next <= std::max(model.begin()->first.first, now),
                                "the next time is not after the first is due");
        } else {
            const auto next = timers.next();
            now = is_one_in(random, 2) && next ? std::max(now, *next) : now + 10us;
            while (PromiseBase* const taken = timers.take_due(now)) {
                const bool is_first = !model.empty() && model.begin()->second == taken;
                verdict.require(is_first && taken->due() <= now,
                                "take_due returns the first that is due");
                if (!is_first) break;
                model.erase(model.begin());
            }
            verdict.require(model.empty() || model.begin()->first.first > now,
                            "take_due returns all that are due");
        }
    }
    return verdict.wrong();
}

}  // namespace

TEST_CASE("Timers return what a sorted list would, also when some are cancelled") {
    fuzz(300'000, episode);
}
