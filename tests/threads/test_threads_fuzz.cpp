/// Random operations of several threads on a pool, a queue and a semaphore, against simple models:
/// each job runs once or was cancelled, each item arrives once and in its producer's order.
///
/// A longer run by hand, under ThreadSanitizer, from another seed:
///     TRIPTYCH_FUZZ_STEPS=200000 TRIPTYCH_FUZZ_SEED=7 build/tsan/test_threads "*agrees with a
///     simple*"
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <ranges>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "common/random.hpp"
#include "tests/census.hpp"
#include "tests/fuzz.hpp"
#include "threads/primitives/queue.hpp"
#include "threads/primitives/thread_pool.hpp"

using namespace triptych;
using namespace triptych::threads;

namespace {

constexpr int users = 3;  // threads that use the same pool or queue

struct Submitted {
    Future<std::uint32_t> future;
    std::uint32_t number;
    std::shared_ptr<std::atomic<int>> runs;
    bool is_cancelled = false;
    bool throws = false;
};

/// Waits for the job, and returns whether its outcome is correct.
bool is_correct(const Submitted& job, bool may_be_cancelled) {
    try {
        const std::uint32_t result = job.future.result();
        return !job.is_cancelled && !job.throws && result == job.number && *job.runs == 1;
    } catch (const CancelledError&) {
        return (job.is_cancelled || may_be_cancelled) && *job.runs == 0;
    } catch (const std::runtime_error&) {
        return job.throws && *job.runs == 1;
    }
}

/// The operations of one thread; counts the errors that it finds.
class User {
public:
    static constexpr int most_inside = 2;  // how many jobs the semaphore admits

    User(ThreadPool& pool, std::counting_semaphore<>& places, std::atomic<int>& inside,
         std::uint64_t seed)
        : pool_{pool}, places_{places}, inside_{inside}, random_{seed} {}

    void step() {
        switch (random_below(random_, 8)) {
            case 0: return map_some();
            case 1: return poll_one();
            case 2: return cancel_one();
            case 3: return settle();
            default: return submit_one();
        }
    }

    int wrong_after(bool may_be_cancelled) {
        for (const Submitted& job : jobs_)
            wrong_ += !is_correct(job, may_be_cancelled);
        jobs_.clear();
        return wrong_;
    }

private:
    void submit_one() {
        const auto number = random_below(random_, 1'000);
        const bool throws = random_below(random_, 10) == 0;
        auto runs = std::make_shared<std::atomic<int>>(0);
        const auto job = [this, throws, runs](std::unique_ptr<std::uint32_t> owned) {
            ++*runs;
            places_.acquire();
            if (++inside_ > most_inside) ++wrong_;
            --inside_;
            places_.release();
            if (throws) throw std::runtime_error{"thrown on purpose"};
            return *owned;
        };
        try {
            jobs_.push_back({pool_.submit(job, std::make_unique<std::uint32_t>(number)), number,
                             runs, false, throws});
        } catch (const ShutDownError&) {  // another user was faster
        }
    }

    void cancel_one() {
        if (jobs_.empty()) return;
        Submitted& job = jobs_[random_below(random_, static_cast<std::uint32_t>(jobs_.size()))];
        if (job.future.cancel()) wrong_ += std::exchange(job.is_cancelled, true);
    }

    void poll_one() {
        if (jobs_.empty()) return;
        const auto at = random_below(random_, static_cast<std::uint32_t>(jobs_.size()));
        try {
            jobs_[at].future.result_for(std::chrono::microseconds{random_below(random_, 50)});
        } catch (const std::runtime_error&) {  // is_correct() says whether that is right
        }
    }

    void settle() {
        if (jobs_.size() < 20) return;
        wrong_after(true);
    }

    void map_some() {
        const auto count = static_cast<int>(random_below(random_, 8));
        try {
            const auto results =
                pool_.map([](int item) { return 2 * item; }, std::views::iota(0, count));
            for (int i = 0; i < count; ++i)
                wrong_ += results[static_cast<std::size_t>(i)] != 2 * i;
        } catch (const ShutDownError&) {
        } catch (const CancelledError&) {
        }
    }

    ThreadPool& pool_;
    std::counting_semaphore<>& places_;
    std::atomic<int>& inside_;
    Random random_;
    std::vector<Submitted> jobs_;
    std::atomic<int> wrong_ = 0;
};

}  // namespace

TEST_CASE("ThreadPool and a semaphore agree with a simple model, whatever several threads do") {
    const std::uint64_t seed = fuzz_seed();
    CAPTURE(seed);
    Random random{seed};
    const Census before = take_census();
    int wrong = 0;
    const auto steps = fuzz_steps(60'000);
    constexpr std::uint64_t steps_each = 200;
    for (std::uint64_t done = 0; done < steps; done += users * steps_each) {
        std::counting_semaphore<> places{User::most_inside};
        std::atomic<int> inside{0};
        std::vector<std::unique_ptr<User>> all;
        ThreadPool pool{1 + static_cast<int>(random_below(random, 4))};
        for (int user = 0; user < users; ++user)
            all.push_back(std::make_unique<User>(pool, places, inside, random()));
        const bool ends_early = random_below(random, 2) == 0;
        {
            std::vector<std::jthread> threads;
            for (const auto& user : all)
                threads.emplace_back([&] {
                    for (std::uint64_t step = 0; step < steps_each; ++step)
                        user->step();
                });
            if (ends_early) pool.shutdown({.wait = false, .cancel_futures = true});
        }
        pool.shutdown();
        for (const auto& user : all)
            wrong += user->wrong_after(ends_early);
    }
    CHECK(wrong == 0);
    CHECK(changes_since(before) == "");
}

TEST_CASE("Queue agrees with a simple model, whatever several threads do") {
    struct Item {
        std::size_t producer;
        std::uint64_t number;
    };
    const std::uint64_t seed = fuzz_seed();
    CAPTURE(seed);
    Random random{seed};
    const auto steps = fuzz_steps(100'000);
    constexpr std::uint64_t items_each = 300;
    std::atomic<int> wrong{0};
    for (std::uint64_t done = 0; done < steps; done += users * items_each) {
        Queue<Item> queue{1 + random_below(random, 5)};
        std::vector<std::atomic<std::uint64_t>> received(users);
        std::vector<std::uint64_t> put(users);
        const auto consume = [&](const std::stop_token& stop, std::uint64_t own_seed) {
            Random own{own_seed};
            std::vector<std::uint64_t> next(users);
            while (const auto item = queue.get(stop)) {
                if (item->number < next[item->producer]) ++wrong;  // overtaken
                next[item->producer] = item->number + 1;
                ++received[item->producer];
                if (random_below(own, 4) == 0) std::this_thread::yield();
                queue.task_done();
            }
        };
        std::vector<std::jthread> consumers;
        for (int consumer = 0; consumer < users; ++consumer)
            consumers.emplace_back(consume, random());
        {
            std::vector<std::jthread> producers;
            for (std::size_t producer = 0; producer < users; ++producer)
                producers.emplace_back([&, producer, own_seed = random()](std::stop_token stop) {
                    Random own{own_seed};
                    while (put[producer] < items_each &&
                           queue.put({producer, put[producer]}, stop)) {
                        ++put[producer];
                        if (random_below(own, 4) == 0) std::this_thread::yield();
                    }
                });
            if (random_below(random, 2) == 0) producers.front().request_stop();
            if (random_below(random, 2) == 0) consumers.front().request_stop();
        }
        queue.join();
        for (std::size_t producer = 0; producer < users; ++producer)
            if (received[producer] != put[producer]) ++wrong;
    }
    CHECK(wrong == 0);
}
