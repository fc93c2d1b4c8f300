/// A doubly linked list whose links live in what is linked: nothing is allocated, and whatever is
/// in a list can leave it at any time, without knowing which list that is.
#pragma once

namespace triptych::coroutines {

/// What can stand in a Line, in one at a time. Requires: it is in none when it dies.
class Links {
public:
    Links() = default;
    Links(const Links&) = delete;
    Links& operator=(const Links&) = delete;

    bool is_linked() const noexcept { return behind_ != this; }

    void unlink() noexcept {
        before_->behind_ = behind_;
        behind_->before_ = before_;
        before_ = behind_ = this;
    }

private:
    template <typename T>
    friend class Line;

    // A ring, closed by the line's own links; what is in no line is a ring by itself.
    Links* before_ = this;
    Links* behind_ = this;
};

/// First in, first out, of T, which derives from Links.
template <typename T>
class Line {
public:
    Line() = default;
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    /// Who stands in it stands in none from then on.
    ~Line() {
        while (!empty())
            pop_front();
    }

    bool empty() const noexcept { return !ends_.is_linked(); }

    /// Requires: not empty.
    T& front() const noexcept { return static_cast<T&>(*ends_.behind_); }
    T& back() const noexcept { return static_cast<T&>(*ends_.before_); }

    /// Requires: `last` is in no line.
    void push_back(T& last) noexcept {
        Links& links = last;
        Links& before = *ends_.before_;
        links.before_ = &before;
        links.behind_ = &ends_;
        before.behind_ = ends_.before_ = &links;
    }

    /// Puts `one` behind `before`; in front of all, if that is null.
    void insert_behind(T* before, T& one) noexcept {
        insert(before == nullptr ? ends_ : static_cast<Links&>(*before), one);
    }

    /// The one before `item`; null if it is the first.
    T* before(const T& item) const noexcept {
        Links* const links = static_cast<const Links&>(item).before_;
        return links == &ends_ ? nullptr : static_cast<T*>(links);
    }

    /// The first leaves the line, and is returned. Requires: not empty.
    T& pop_front() noexcept {
        Links& first = *ends_.behind_;
        ends_.behind_ = first.behind_;
        first.behind_->before_ = &ends_;
        first.before_ = first.behind_ = &first;
        return static_cast<T&>(first);
    }

    /// All of `other` leave it, and stand behind those that are here.
    void append(Line& other) noexcept {
        if (other.empty()) return;
        Links* const first = other.ends_.behind_;
        Links* const last = other.ends_.before_;
        other.ends_.before_ = other.ends_.behind_ = &other.ends_;
        first->before_ = ends_.before_;
        last->behind_ = &ends_;
        ends_.before_->behind_ = first;
        ends_.before_ = last;
    }

private:
    static void insert(Links& before, Links& one) noexcept {
        one.before_ = &before;
        one.behind_ = before.behind_;
        before.behind_->before_ = &one;
        before.behind_ = &one;
    }

    Links ends_;
};

}  // namespace triptych::coroutines
