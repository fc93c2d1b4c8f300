/// Runs the small program that $SMALL_PROGRAM spells (see ../small_programs.hpp). So it is compiled
/// once for thousands of them.
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace {

struct Operation {
    char kind = 0;
    int object = 0;
    int value = 0;
};

constexpr int most_threads = 4;
constexpr int most_operations = 8;

constexpr int nothing = -1;

// A thread reads its own part of it only.
Operation text[most_threads][most_operations];
int lengths[most_threads];
std::uint32_t digests[most_threads];

std::atomic<int> variables[3];
int plain[2];
std::mutex mutexes[2];

/// What the thread sees, or nothing.
[[gnu::noinline]] int do_it(Operation operation) {
    const int value = operation.value;
    auto& variable = variables[operation.object];
    switch (operation.kind) {
        case 'l': return variable.load(std::memory_order_acquire);
        case 'L': return variable.load();
        case 's': variable.store(value, std::memory_order_release); return nothing;
        case 'r': variable.store(value, std::memory_order_relaxed); return nothing;
        case 'S': variable.store(value); return nothing;
        case 'a': return variable.fetch_add(1);
        case 'x': return variable.exchange(value, std::memory_order_relaxed);
        case 'c': {
            int expected = 0;
            return variable.compare_exchange_strong(expected, value) ? 0 : expected;
        }
        case 'w':
            while (variable.load(std::memory_order_acquire) != value) {
            }
            return nothing;
        case 'z':
            while (variable.load(std::memory_order_acquire) != value &&
                   variables[(operation.object + 1) % 3].load(std::memory_order_acquire) == 0) {
            }
            return nothing;
        case 'b':
            for (int i = 0; i < 4; ++i)
                if (variable.load(std::memory_order_acquire) == value) return i;
            return 4;
        case 'f': std::atomic_thread_fence(std::memory_order_seq_cst); return nothing;
        case 'm': mutexes[operation.object].lock(); return nothing;
        case 'u': mutexes[operation.object].unlock(); return nothing;
        case 't':
            if (!mutexes[operation.object].try_lock()) return 0;
            mutexes[operation.object].unlock();
            return 1;
        case 'p': plain[operation.object] = value; return nothing;
        case 'q': return plain[operation.object];
        default: std::abort();
    }
}

/// Unseen by the engine, which else would take one operation three times for three operations.
[[gnu::no_sanitize("thread")]] void run(int thread) {
    std::uint32_t digest = 1;
    for (int i = 0; i < lengths[thread]; ++i)
        if (const int saw = do_it(text[thread][i]); saw != nothing)
            digest = digest * 31 + static_cast<std::uint32_t>(saw);
    digests[thread] = digest;
}

}  // namespace

int main() {
    int threads = 0;
    for (const char* at = std::getenv("SMALL_PROGRAM"); *at != '\0'; at += *at == '/' ? 1 : 0) {
        for (; *at != '\0' && *at != '/'; at += 3)
            text[threads][lengths[threads]++] = {at[0], at[1] - '0', at[2] - '0'};
        ++threads;
    }
    std::thread started[most_threads];
    for (int i = 1; i < threads; ++i)
        started[i] = std::thread{run, i};
    run(0);
    for (int i = 1; i < threads; ++i)
        started[i].join();
    std::uint32_t digest = 0;
    for (int i = 0; i < threads; ++i)
        digest = digest * 1009 + digests[i];
    for (const auto& variable : variables)
        digest = digest * 31 + static_cast<std::uint32_t>(variable.load(std::memory_order_relaxed));
    for (const int value : plain)
        digest = digest * 31 + static_cast<std::uint32_t>(value);
    return static_cast<int>(digest & 0x7FFFFFFFU);
}
