/// An intrusive list: a doubly linked list whose links are members of its elements. So nothing is
/// allocated, and an element can leave its list at any time, without knowing which list that is.
#pragma once

#include <array>
#include <cstddef>

namespace triptych::coroutines {

/// The base of what can be in an IntrusiveList, in one at a time. Requires: it is in none when it
/// is destroyed.
class ListNode {
public:
    ListNode() = default;
    ListNode(const ListNode&) = delete;
    ListNode& operator=(const ListNode&) = delete;

    bool is_linked() const noexcept { return behind_ != this; }

    void unlink() noexcept {
        before_->behind_ = behind_;
        behind_->before_ = before_;
        before_ = behind_ = this;
    }

private:
    template <typename T>
    friend class IntrusiveList;

    // A ring, closed by the list's own node; a node in no list is a ring by itself.
    ListNode* before_ = this;
    ListNode* behind_ = this;
};

/// A list of T, which derives from ListNode. First in, first out.
template <typename T>
class IntrusiveList {
public:
    IntrusiveList() = default;
    IntrusiveList(const IntrusiveList&) = delete;
    IntrusiveList& operator=(const IntrusiveList&) = delete;
    /// Unlinks all elements.
    ~IntrusiveList() {
        while (!empty())
            pop_front();
    }

    bool empty() const noexcept { return !ends_.is_linked(); }

    /// Takes linear time.
    std::size_t size() const noexcept {
        std::size_t count = 0;
        for (const ListNode* links = ends_.behind_; links != &ends_; links = links->behind_)
            ++count;
        return count;
    }

    /// Requires: not empty.
    T& front() const noexcept { return static_cast<T&>(*ends_.behind_); }
    T& back() const noexcept { return static_cast<T&>(*ends_.before_); }

    /// Requires: `last` is in no list.
    void push_back(T& last) noexcept {
        ListNode& links = last;
        ListNode& before = *ends_.before_;
        links.before_ = &before;
        links.behind_ = &ends_;
        before.behind_ = ends_.before_ = &links;
    }

    /// Requires: `first` is in no list.
    void push_front(T& first) noexcept {
        ListNode& links = first;
        links.before_ = &ends_;
        links.behind_ = ends_.behind_;
        ends_.behind_->before_ = &links;
        ends_.behind_ = &links;
    }

    /// Removes and returns the first element. Requires: not empty.
    T& pop_front() noexcept {
        ListNode& first = *ends_.behind_;
        ends_.behind_ = first.behind_;
        first.behind_->before_ = &ends_;
        first.before_ = first.behind_ = &first;
        return static_cast<T&>(first);
    }

    /// Removes and returns the last element. Requires: not empty.
    T& pop_back() noexcept {
        T& last = back();
        last.ListNode::unlink();
        return last;
    }

    /// Moves all elements of `other` to the end of this list. Takes constant time.
    void append(IntrusiveList& other) noexcept {
        if (other.empty()) return;
        ListNode* const first = other.ends_.behind_;
        ListNode* const last = other.ends_.before_;
        other.ends_.before_ = other.ends_.behind_ = &other.ends_;
        first->before_ = ends_.before_;
        last->behind_ = &ends_;
        ends_.before_->behind_ = first;
        ends_.before_ = last;
    }

    /// Merges all elements of `other` into this list; after equal elements that are here. Requires:
    /// both are sorted by `is_before`. Touches only those elements of this list that come after the
    /// first of `other`: often there are few.
    template <typename Before>
    void merge(IntrusiveList& other, Before is_before) noexcept {
        if (other.empty()) return;
        IntrusiveList later;
        while (!empty() && is_before(other.front(), back()))
            later.push_front(pop_back());
        while (!later.empty() && !other.empty())
            push_back(is_before(other.front(), later.front()) ? other.pop_front()
                                                              : later.pop_front());
        append(later);
        append(other);
    }

    /// A stable sort: a bottom-up merge sort, as in std::list. Run i is empty, or has 2^i sorted
    /// elements, which come before those of the runs below it. Takes linear time if all elements
    /// are near their places.
    template <typename Before>
    void sort(Before is_before) noexcept {
        std::array<IntrusiveList, 64> runs;
        while (!empty()) {
            IntrusiveList carried;
            carried.push_back(pop_front());
            std::size_t i = 0;
            for (; !runs[i].empty(); ++i) {
                runs[i].merge(carried, is_before);
                carried.append(runs[i]);
            }
            runs[i].append(carried);
        }
        for (IntrusiveList& run : runs) {
            run.merge(*this, is_before);
            append(run);
        }
    }

private:
    ListNode ends_;
};

}  // namespace triptych::coroutines
