/// The results of many jobs in call order, each as soon as it is available.
#pragma once

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

namespace triptych {

/// The result of imap(): an input range. `*iterator` waits for one result, and returns a reference
/// to it, any number of times (std::views::filter dereferences twice); the caller may move it out.
///
/// Its destructor cancels the jobs that have not begun, and waits for those that have, because they
/// may use objects of the caller.
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
    ~Results() {  // NOLINT(bugprone-exception-escape): it must not end while a job runs
        for (Future& future : futures_)
            future.cancel();
        wait();
    }

    Iterator begin() { return Iterator{futures_.data()}; }
    Iterator end() { return Iterator{futures_.data() + futures_.size()}; }

    /// Waits until all jobs have ended, with a result or not.
    void wait() const {
        for (const Future& future : futures_)
            future.wait();
    }

    /// Waits until all jobs have ended, and returns all results. If some jobs failed, throws the
    /// exception of the first in call order.
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
