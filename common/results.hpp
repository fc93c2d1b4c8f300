/// The results of many jobs in call order, each as soon as it is there.
#pragma once

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

namespace triptych {

/// What imap() gives: an input range, whose `*` waits for one result. It may be asked for any
/// number of times, as std::views::filter does; whoever wants to keep it moves it out.
///
/// Its destructor cancels the jobs that have not begun, and waits for those that have: they may
/// use what the caller owns.
template <typename Future>
class Results {
public:
    using Result = decltype(std::declval<Future>().result());

    class Iterator {
    public:
        using iterator_concept = std::input_iterator_tag;
        using difference_type = std::ptrdiff_t;
        using value_type = Result;

        Iterator() = default;
        explicit Iterator(Future* next) : next_{next} {}

        /// Throws what the job threw.
        decltype(auto) operator*() const {
            if constexpr (std::is_void_v<Result>)
                next_->result();
            else
                return next_->result_in_place();
        }
        Iterator& operator++() { return ++next_, *this; }
        void operator++(int) { ++next_; }
        bool operator==(const Iterator&) const = default;

    private:
        Future* next_ = nullptr;
    };

    Results() = default;
    Results(Results&& other) noexcept : futures_{std::exchange(other.futures_, {})} {}
    Results& operator=(Results&& other) noexcept {
        std::swap(futures_, other.futures_);
        return *this;
    }
    ~Results() {  // NOLINT(bugprone-exception-escape): it may not leave while a job is left
        for (Future& future : futures_)
            future.cancel();
        wait();
    }

    Iterator begin() { return Iterator{futures_.data()}; }
    Iterator end() { return Iterator{futures_.data() + futures_.size()}; }

    /// Until the last has ended, however it ended.
    void wait() const {
        for (const Future& future : futures_)
            future.wait();
    }

    /// All results, once all jobs have ended. If some failed, throws the first in call order.
    auto all() {
        wait();
        if constexpr (std::is_void_v<Result>) {
            for (const Future& future : futures_)
                future.result();
        } else {
            std::vector<Result> results;
            results.reserve(futures_.size());
            for (Future& future : futures_)
                results.push_back(std::move(future).result());
            return results;
        }
    }

    std::vector<Future>& futures() { return futures_; }

private:
    std::vector<Future> futures_;
};

}  // namespace triptych
