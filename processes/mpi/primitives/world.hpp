/// MPI in a few words: the ranks of a job, and the messages between them.
///
/// A rank is a process like any other, but it may run on another machine. So there is no shared
/// memory and nothing is inherited: what a rank knows, it has computed itself, or received.
/// `mpirun` starts all ranks of a job with the same program and the same arguments.
///
/// Concepts: message passing, blocking call, starvation
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace triptych::processes::mpi {

/// The rank that has the input, and gets the result.
inline constexpr int root = 0;

/// What arrived, or is about to.
struct Envelope {
    int from = 0;       // the sender's rank
    int tag = 0;        // the number that the sender gave it
    std::size_t bytes;  // of the message
};

/// A message on its way. The destructor waits until its bytes may be changed again.
class Sending {
public:
    struct State;
    explicit Sending(std::unique_ptr<State> state);
    Sending(Sending&& other) noexcept;
    Sending& operator=(Sending&& other) noexcept;
    ~Sending();

private:
    std::unique_ptr<State> state_;  // null once moved from
};

/// All ranks of the job. Whatever waits here, waits by polling: it keeps its core busy.
///
/// If a call fails, or another rank dies, MPI ends the whole job: there is no exception to catch.
/// Thread safety: only the thread that created it may use it.
class World {
public:
    /// Joins the job. Requires: there is no other World in this process.
    World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// Waits until all ranks get here, and leaves the job. During the unwinding of an exception it
    /// ends the job instead, because others may wait for messages that will never come.
    ~World();

    int rank() const noexcept { return rank_; }
    int size() const noexcept { return size_; }
    bool is_root() const noexcept { return rank_ == root; }

    /// The machine on which this rank runs.
    static std::string host();

    /// The library and its version: "Open MPI v4.1.4".
    static std::string version();

    /// Returns when `values` may be changed again. That may be before they arrive, or, for long
    /// messages, not before the receiver asks for them.
    template <typename T>
    void send(std::span<const T> values, int to, int tag = 0) {
        start_sending(values, to, tag);
    }

    /// Returns at once. Requires: `values` outlive the result, unchanged.
    template <typename T>
    Sending start_sending(std::span<const T> values, int to, int tag = 0) {
        return start_sending_bytes(std::as_bytes(values), to, tag);
    }

    /// Waits for a message from any rank; the next receive() from that rank takes it.
    Envelope wait_for_message() const;

    /// The same without waiting: nothing if none has arrived.
    std::optional<Envelope> next_message() const;

    /// Waits for a message from that rank, and resizes `values` to it.
    template <typename T>
    Envelope receive(std::vector<T>& values, int from = root) {
        const Envelope message = wait_for(from);
        values.resize(message.bytes / sizeof(T));
        take(message, std::as_writable_bytes(std::span{values}));
        return message;
    }

    /// Returns once all ranks have called it.
    void barrier() const;

    /// Gives the value of the root to all ranks.
    template <typename T>
        requires std::is_trivially_copyable_v<T>
    void broadcast(T& value) {
        broadcast_bytes(std::as_writable_bytes(std::span{&value, 1}));
    }

    /// Returns, at the root, what all ranks gave, in the order of their ranks; elsewhere nothing.
    template <typename T>
    std::vector<std::vector<T>> gather(std::span<const T> values) {
        std::vector<std::vector<T>> all(is_root() ? static_cast<std::size_t>(size_) : 0);
        if (!is_root()) {
            send(values, root);
            return all;
        }
        all[root].assign(values.begin(), values.end());
        for (int from = 1; from < size_; ++from)
            receive(all[static_cast<std::size_t>(from)], from);
        return all;
    }

    /// Gives parts[i] to rank i, and returns what the others gave to this one, in the order of
    /// their ranks.
    template <typename T>
    std::vector<std::vector<T>> exchange(std::vector<std::vector<T>> parts) {
        std::vector<Sending> sendings;
        for (int to = 0; to < size_; ++to)
            if (to != rank_)
                sendings.push_back(start_sending(
                    std::span<const T>{parts[static_cast<std::size_t>(to)]}, to, exchanged));
        std::vector<std::vector<T>> received(parts.size());
        for (int from = 0; from < size_; ++from)
            if (from != rank_) receive(received[static_cast<std::size_t>(from)], from);
        received[static_cast<std::size_t>(rank_)] =
            std::move(parts[static_cast<std::size_t>(rank_)]);
        return received;
    }

    /// Counts a one-sided operation as a message sent.
    void count_message(std::size_t bytes) noexcept {
        ++messages_sent_;
        bytes_sent_ += static_cast<std::int64_t>(bytes);
    }

    /// How many messages this rank has sent, and their bytes.
    std::int64_t messages_sent() const noexcept { return messages_sent_; }
    std::int64_t bytes_sent() const noexcept { return bytes_sent_; }

private:
    static constexpr int exchanged = 1;

    Sending start_sending_bytes(std::span<const std::byte> bytes, int to, int tag);
    static Envelope wait_for(int from);
    static void take(const Envelope& message, std::span<std::byte> bytes);
    void broadcast_bytes(std::span<std::byte> bytes);

    int exceptions_ = 0;  // that were being handled when it was created
    int rank_ = 0;
    int size_ = 1;
    std::int64_t messages_sent_ = 0;
    std::int64_t bytes_sent_ = 0;
};

}  // namespace triptych::processes::mpi
