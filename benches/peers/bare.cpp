/// The workloads with bare system calls and standard types, to compare our primitives with.
#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <new>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

#include "benches/peers/peers.hpp"

namespace triptych::peers {
namespace {

[[noreturn]] void fail(const char* call) {
    throw std::system_error{errno, std::generic_category(), call};
}

void join_children(std::size_t count) {
    for (; count > 0; --count)
        if (::wait(nullptr) == -1) fail("wait");
}

template <typename Add>
void in_threads(const Race& race, Add add) {
    std::vector<std::thread> threads;
    for (int worker = 0; worker < race.workers; ++worker)
        threads.emplace_back([&] {
            for (std::int64_t i = 0; i < race.additions; ++i)
                add();
        });
    for (std::thread& thread : threads)
        thread.join();
}

template <typename Add>
void in_forks(const Race& race, Add add) {
    for (int worker = 0; worker < race.workers; ++worker) {
        const pid_t child = ::fork();
        if (child == -1) fail("fork");
        if (child != 0) continue;
        for (std::int64_t i = 0; i < race.additions; ++i)
            add();
        ::_exit(0);
    }
    join_children(static_cast<std::size_t>(race.workers));
}

/// A T in its own pages, shared with children. Its destructor unmaps them, without destroying the
/// T.
template <typename T>
struct InSharedPages {
    void* pages =
        ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    T& value = *new (pages == MAP_FAILED ? throw std::bad_alloc{} : pages) T{};

    InSharedPages() = default;
    InSharedPages(const InSharedPages&) = delete;
    InSharedPages& operator=(const InSharedPages&) = delete;
    ~InSharedPages() { ::munmap(pages, sizeof(T)); }
};

struct LockedByPthread {
    pthread_mutex_t mutex{};
    std::int64_t count = 0;
};

}  // namespace

Arrivals bare_thread_messages(std::span<const Message> messages) {
    Arrivals arrived{messages.size()};
    std::mutex mutex;
    std::vector<std::thread> threads;
    threads.reserve(messages.size());
    for (const Message& message : messages)
        threads.emplace_back([&] {
            std::this_thread::sleep_for(message.delay);
            const std::lock_guard lock{mutex};
            arrived.put(message.id);
        });
    for (std::thread& thread : threads)
        thread.join();
    return arrived;
}

Arrivals bare_fork_messages(std::span<const Message> messages) {
    Arrivals arrived{messages.size()};
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) == -1) fail("pipe");
    for (const Message& message : messages) {
        const pid_t child = ::fork();
        if (child == -1) fail("fork");
        if (child != 0) continue;
        std::this_thread::sleep_for(message.delay);
        const bool sent = ::write(ends[1], &message.id, sizeof message.id) == sizeof message.id;
        ::_exit(sent ? 0 : 1);
    }
    ::close(ends[1]);
    for (std::int32_t id = 0; ::read(ends[0], &id, sizeof id) == sizeof id;)
        arrived.put(id);
    ::close(ends[0]);
    join_children(messages.size());
    return arrived;
}

std::int64_t bare_thread_mutex_counter(const Race& race) {
    std::mutex mutex;
    std::int64_t count = 0;
    in_threads(race, [&] {
        mutex.lock();
        ++count;
        mutex.unlock();
    });
    return count;
}

std::int64_t bare_thread_atomic_counter(const Race& race) {
    std::atomic<std::int64_t> count{0};
    in_threads(race, [&] { ++count; });
    return count;
}

std::int64_t bare_fork_mutex_counter(const Race& race) {
    const InSharedPages<LockedByPthread> shared;
    LockedByPthread& counter = shared.value;
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&counter.mutex, &attributes);
    in_forks(race, [&] {
        pthread_mutex_lock(&counter.mutex);
        ++counter.count;
        pthread_mutex_unlock(&counter.mutex);
    });
    return counter.count;
}

std::int64_t bare_fork_atomic_counter(const Race& race) {
    const InSharedPages<std::atomic<std::int64_t>> shared;
    in_forks(race, [&] { ++shared.value; });
    return shared.value;
}

}  // namespace triptych::peers
