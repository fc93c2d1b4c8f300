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

// One reads one's own part of it only.
Operation text[most_threads][most_operations];
int lengths[most_threads];
std::uint32_t digests[most_threads];

std::atomic<int> variables[3];
int plain[2];
std::mutex mutexes[2];

void run(int thread) {
    std::uint32_t digest = 1;
    const auto saw = [&](int value) { digest = digest * 31 + static_cast<std::uint32_t>(value); };
    for (int i = 0; i < lengths[thread]; ++i) {
        const Operation& operation = text[thread][i];
        const int value = operation.value;
        auto& variable = variables[operation.object];
        switch (operation.kind) {
            case 'l': saw(variable.load(std::memory_order_acquire)); break;
            case 'L': saw(variable.load()); break;
            case 's': variable.store(value, std::memory_order_release); break;
            case 'r': variable.store(value, std::memory_order_relaxed); break;
            case 'S': variable.store(value); break;
            case 'a': saw(variable.fetch_add(1)); break;
            case 'x': saw(variable.exchange(value, std::memory_order_relaxed)); break;
            case 'c': {
                int expected = 0;
                saw(variable.compare_exchange_strong(expected, value) ? 1 : 0);
                saw(expected);
                break;
            }
            case 'w':
                while (variable.load(std::memory_order_acquire) != value) {
                }
                break;
            case 'f': std::atomic_thread_fence(std::memory_order_seq_cst); break;
            case 'm': mutexes[operation.object].lock(); break;
            case 'u': mutexes[operation.object].unlock(); break;
            case 't':
                saw(mutexes[operation.object].try_lock() ? 1 : 0);
                if (digest % 31 == 1) mutexes[operation.object].unlock();
                break;
            case 'p': plain[operation.object] = value; break;
            case 'q': saw(plain[operation.object]); break;
            default: std::abort();
        }
    }
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
