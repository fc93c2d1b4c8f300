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

/// The two ends of a pipe of bytes. Programs use Pipe<T> below.
class PipeEnds {
public:
    PipeEnds();

    /// Writes all `size` bytes. Throws std::system_error.
    void write(const void* data, std::size_t size) const;

    /// Reads at least one whole element of `element` bytes, and no incomplete one. Returns the
    /// number of bytes, 0 at end-of-file. Requires: `size` is a multiple of `element`.
    std::size_t read(void* data, std::size_t size, std::size_t element) const;

    /// Closes this process's own write end. Without that, read() would never return end-of-file,
    /// even when all other writers have exited.
    void close_writer() noexcept { writer_.close(); }

private:
    Descriptor reader_;
    Descriptor writer_;
};

/// Carries values of T. Create it before forking; children put, the parent takes.
///
/// The kernel writes up to PIPE_BUF bytes as one atomic step, so values never get mixed.
template <typename T>
class Pipe {
    static_assert(std::is_trivially_copyable_v<T>, "a pipe copies bytes");
    static_assert(sizeof(T) <= PIPE_BUF, "larger values would get mixed");

public:
    void put(const T& value) { ends_.write(&value, sizeof value); }

    /// Waits for the next value. Returns nothing at end-of-file: once every child that could write
    /// has exited. If a child is killed, the kernel also kills the Processes that it has started. A
    /// helper that a child has started without Process (fork, system) inherits the pipe, and is
    /// waited for, too.
    std::optional<T> take() {
        if (next_ == values_.size()) fill();
        if (values_.empty()) return std::nullopt;
        return values_[next_++];
    }

private:
    /// Waits for at least one value, and reads all that have arrived with one system call.
    void fill() {
        ends_.close_writer();
        next_ = 0;
        values_.resize(PIPE_BUF / sizeof(T));
        values_.resize(ends_.read(values_.data(), values_.size() * sizeof(T), sizeof(T)) /
                       sizeof(T));
    }

    PipeEnds ends_;
    std::vector<T> values_;  // that were read from the pipe
    std::size_t next_ = 0;   // index of the first value that has not been taken
};

}  // namespace triptych::processes
