/// Random operations on process pools whose workers are killed, against a simple model: every job
/// has its expected outcome, none hangs, and nothing is left.
///
/// A longer run by hand, from another seed (about 10,000 steps a second):
///     TRIPTYCH_FUZZ_STEPS=1000000 TRIPTYCH_FUZZ_SEED=7 build/release/test_processes "ProcessPool
///     agrees*"
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <poll.h>
#include <ranges>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "common/random.hpp"
#include "common/sanitizers.hpp"
#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"
#include "tests/census.hpp"
#include "tests/fuzz.hpp"
#include "tests/processes/expected_job.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

class Fuzz {
public:
    explicit Fuzz(std::uint64_t seed) : random_{seed} { renew(); }
    Fuzz(const Fuzz&) = delete;
    Fuzz& operator=(const Fuzz&) = delete;
    ~Fuzz() = default;

    void step() {
        switch (below(24)) {
            case 0: return end();
            case 1: return kill_one();
            case 2:
            case 3: return cancel_one();
            case 4: return pool_->progress();
            case 5: return map_some();
            case 6:
            case 7: return poll_one();
            case 8:
            case 9:
            case 10: return settle_one();
            default: return submit_one();
        }
    }

    /// Ends the pool in one of several ways, checks all jobs, and creates a new pool.
    void end() {
        const auto way = below(4);
        if (way == 0) {
            pool_->shutdown({.wait = below(2) == 0, .cancel_futures = true});
            is_shut_down_ = true;
        } else if (way == 1) {
            end_by_exception();
        } else if (way == 2) {
            while (!jobs_.empty())
                settle_one();
            becomes_idle();
        }
        pool_.reset();
        while (!jobs_.empty())
            settle_one();
        renew();
    }

private:
    std::uint32_t below(std::uint32_t bound) { return random_below(random_, bound); }

    void renew() {
        breaks_ = below(4) == 0;
        is_shut_down_ = is_unwound_ = has_dying_job_ = false;
        kills_before_pool_ = kills_;
        pool_.emplace(1 + static_cast<int>(below(3)),
                      breaks_ ? OnDeath::break_pool : OnDeath::run_again);
    }

    bool may_be_broken() const {
        return is_unwound_ || (breaks_ && (kills_ > kills_before_pool_ || has_dying_job_));
    }

    void submit_one() {
        if (jobs_.size() == most_jobs) return settle_one();
        const auto kind = below(10) < 6 ? Kind::returns : static_cast<Kind>(below(4));
        const int number = static_cast<int>(below(1'000));
        const std::size_t slot = next_slot_++ % most_jobs;
        std::atomic<int>* const tries = &tries_->at(slot);
        *tries = 0;
        try {
            const auto under_way =
                std::min<std::uint64_t>(kills_, 1);  // the last kill may hit this job
            jobs_.push_back({submit(kind, number, tries), kind, number, kills_ - under_way});
            if (kind == Kind::dies || kind == Kind::dies_once) has_dying_job_ = true;
        } catch (const BrokenPool&) {
            CHECK(may_be_broken());
            end();
        }
    }

    Future<int> submit(Kind kind, int number, std::atomic<int>* tries) {
        switch (kind) {
            case Kind::throws:
                return pool_->submit(
                    [](int) -> int { throw std::invalid_argument{"thrown on purpose"}; }, number);
            case Kind::dies: return pool_->submit([](int) { return ::raise(SIGKILL); }, number);
            case Kind::dies_once:
                return pool_->submit(
                    [](int given, std::atomic<int>* begun) {
                        if (++*begun == 1) ::raise(SIGKILL);
                        return squared(given);
                    },
                    number, tries);
            default: return pool_->submit(squared, number);
        }
    }

    void kill_one() {
        const std::string self = std::to_string(::getpid());
        std::ifstream in{"/proc/" + self + "/task/" + self + "/children"};
        const std::vector<pid_t> children{std::istream_iterator<pid_t>{in}, {}};
        if (children.empty()) return;
        ++kills_;
        ::kill(children.at(below(static_cast<std::uint32_t>(children.size()))), SIGKILL);
    }

    void cancel_one() {
        if (jobs_.empty()) return;
        Expected& job = jobs_.at(below(static_cast<std::uint32_t>(jobs_.size())));
        const bool was_cancelled = job.is_cancelled;
        if (job.future.cancel()) {
            CHECK_FALSE(was_cancelled);
            job.is_cancelled = true;
        }
    }

    /// Looks at one job without waiting for it.
    void poll_one() {
        if (jobs_.empty()) return;
        const Expected& job = jobs_.at(below(static_cast<std::uint32_t>(jobs_.size())));
        if (job.is_cancelled) CHECK(job.future.done());
        try {
            static_cast<void>(job.future.result_for(std::chrono::microseconds{below(50)}));
        } catch (const std::exception&) {  // settle_one() checks the outcome
        }
    }

    void settle_one() {
        if (jobs_.empty()) return;
        const auto at = jobs_.begin() + below(static_cast<std::uint32_t>(jobs_.size()));
        const std::string outcome = outcome_of(at->future);
        CHECK(at->future.done());
        CAPTURE(static_cast<int>(at->kind), at->number, kills_, at->kills_before, breaks_);
        if (!is_correct(*at, outcome)) CHECK(outcome == "another");
        jobs_.erase(at);
    }

    bool is_correct(const Expected& job, const std::string& outcome) const {
        if (job.is_cancelled) return outcome == "cancelled";
        if (outcome == "cancelled") return is_shut_down_;
        if (outcome == "broken") return may_be_broken();
        const auto deaths = kills_ - job.kills_before + (job.kind == Kind::dies_once ? 1 : 0);
        if (outcome == "died") return !breaks_ && (job.kind == Kind::dies || deaths >= 2);
        if (job.kind == Kind::throws) return outcome == "threw";
        if (job.kind == Kind::dies || (breaks_ && job.kind == Kind::dies_once)) return false;
        return outcome == std::to_string(squared(job.number));
    }

    void map_some() {
        const int count = static_cast<int>(below(12));
        const int refused = below(4) == 0 ? static_cast<int>(below(12)) : count;
        const auto items = std::views::iota(0, count) | std::views::transform([=](int number) {
                               if (number == refused) throw std::length_error{"no item"};
                               return number;
                           });
        try {
            const auto results = pool_->map(squared, items, {.of = 1 + below(4)});
            CHECK(refused >= count);
            for (int i = 0; i < count; ++i)
                CHECK(results.at(static_cast<std::size_t>(i)) == squared(i));
        } catch (const BrokenPool&) {
            CHECK(may_be_broken());
        } catch (const std::length_error&) {
            CHECK(refused < count);
        }
    }

    void end_by_exception() {
        is_unwound_ = true;
        try {
            const std::unique_ptr<std::optional<ProcessPool>, void (*)(std::optional<ProcessPool>*)>
                ends{&pool_, [](std::optional<ProcessPool>* pool) { pool->reset(); }};
            throw std::runtime_error{"unwinding"};
        } catch (const std::runtime_error&) {
            CHECK_FALSE(pool_);
        }
    }

    /// Checks that the descriptor becomes unreadable, so that an event loop would not spin.
    void becomes_idle() {
        pollfd readable{pool_->descriptor(), POLLIN, 0};
        bool is_idle = false;  // a worker that was killed may end only after many turns
        for (int turn = 0; turn < 100'000 && !is_idle; ++turn) {
            pool_->progress();
            is_idle = ::poll(&readable, 1, 0) == 0;
        }
        CHECK(is_idle);
    }

    Random random_;
    Shared<Tries> tries_;
    std::size_t next_slot_ = 0;
    std::vector<Expected> jobs_;  // not yet checked
    std::uint64_t kills_ = 0;     // of workers by this test
    std::uint64_t kills_before_pool_ = 0;
    bool breaks_ = false;  // the pool breaks if a worker dies
    bool has_dying_job_ = false;
    bool is_shut_down_ = false;
    bool is_unwound_ = false;
    std::optional<ProcessPool> pool_;
};

}  // namespace

TEST_CASE("ProcessPool agrees with a simple model, whatever is done to it and its workers") {
    constexpr std::uint64_t steps = address_sanitizer || thread_sanitizer ? 400 : 4'000;
    const std::uint64_t seed = fuzz_seed();
    CAPTURE(seed);
    const Census before = take_census();
    {
        Fuzz fuzz{seed};
        for (auto left = fuzz_steps(steps); left > 0; --left)
            fuzz.step();
        fuzz.end();
    }
    CHECK(changes_since(before) == "");
}
