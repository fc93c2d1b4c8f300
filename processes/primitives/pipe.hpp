/// A one-way channel from any number of children to their parent.
///
/// Concepts: message passing, end-of-file on a pipe, file-descriptor leak
#pragma once

#include <climits>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <vector>

#include "common/descriptor.hpp"

namespace triptych::processes {

/// The two ends, and bytes; Pipe<T> below is what one uses.
class PipeEnds {
public:
    PipeEnds();

    /// Writes all `size` bytes.
    void write(const void* data, std::size_t size) const;

    /// Reads at least one whole element of `element` bytes, and no part of another; returns
    /// the number of bytes, 0 at the end. Requires: `size` is a multiple of `element`.
    std::size_t read(void* data, std::size_t size, std::size_t element) const;

    /// From now on this process reads: the pipe ends when all other writers have exited.
    void close_writer() noexcept { writer_.close(); }

private:
    Descriptor reader_;
    Descriptor writer_;
};

/// Carries values of T. Make it before forking; children put, the parent takes.
///
/// A value of up to PIPE_BUF bytes is written whole or not at all, never mixed with another.
template <typename T>
class Pipe {
    static_assert(std::is_trivially_copyable_v<T>, "a pipe copies bytes");
    static_assert(sizeof(T) <= PIPE_BUF, "larger values would get mixed");

public:
    void put(const T& value) { ends_.write(&value, sizeof value); }

    /// The next value; waits for it. Nothing once every child that could write has exited.
    std::optional<T> take() {
        if (next_ == values_.size()) fill();
        if (values_.empty()) return std::nullopt;
        return values_[next_++];
    }

private:
    /// Fetches as many values as have arrived, at least one: one system call serves many.
    void fill() {
        ends_.close_writer();
        next_ = 0;
        values_.resize(PIPE_BUF / sizeof(T));
        values_.resize(ends_.read(values_.data(), values_.size() * sizeof(T), sizeof(T)) /
                       sizeof(T));
    }

    PipeEnds ends_;
    std::vector<T> values_;  // read from the pipe, ...
    std::size_t next_ = 0;   // ... and taken up to here
};

}  // namespace triptych::processes
