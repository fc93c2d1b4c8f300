#include "coroutines/primitives/frame_pool.hpp"

#include <array>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <tuple>
#include <utility>
#include <vector>

#include "common/sanitizers.hpp"

namespace triptych::coroutines {
namespace {

constexpr std::size_t unit = __STDCPP_DEFAULT_NEW_ALIGNMENT__;
constexpr std::size_t largest = 1024;  // a larger frame comes from operator new
constexpr std::size_t first_chunk = 65'536;
constexpr std::size_t huge_page = 2'097'152;  // on x86-64; elsewhere it is just a chunk's size

// Under AddressSanitizer every frame is a separate allocation, so that it can detect a frame that
// is used after its destruction.
constexpr bool pooled = !address_sanitizer;

struct Block {
    Block* next;
};

/// Free blocks, by size: shelf i holds those of i units.
using Shelves = std::array<Block*, largest / unit + 1>;

/// The free blocks of threads that have ended. Never destroyed: frames may outlive main().
struct Reserve {
    std::mutex mutex;
    std::array<std::vector<Block*>, std::tuple_size_v<Shelves>> shelves;  // guarded by mutex

    static Reserve& instance() {
        static auto* const reserve = new Reserve;
        return *reserve;
    }
};

/// The free blocks of one thread.
class Stock {
public:
    Stock() = default;
    Stock(const Stock&) = delete;
    Stock& operator=(const Stock&) = delete;

    ~Stock() {
        Reserve& reserve = Reserve::instance();
        const std::lock_guard lock{reserve.mutex};
        for (std::size_t units = 0; units < shelves_.size(); ++units)
            if (shelves_[units] != nullptr) reserve.shelves[units].push_back(shelves_[units]);
    }

    void* take(std::size_t units) {
        if (shelves_[units] == nullptr) shelves_[units] = from_reserve(units);
        if (shelves_[units] != nullptr) return pop(shelves_[units]);
        return cut(units * unit);
    }

    void put(void* frame, std::size_t units) noexcept {
        push(shelves_[units], new (frame) Block{nullptr});
    }

private:
    static void push(Block*& shelf, Block* block) noexcept {
        block->next = std::exchange(shelf, block);
    }
    static Block* pop(Block*& shelf) noexcept { return std::exchange(shelf, shelf->next); }

    static Block* from_reserve(std::size_t units) {
        Reserve& reserve = Reserve::instance();
        const std::lock_guard lock{reserve.mutex};
        auto& shelf = reserve.shelves[units];
        if (shelf.empty()) return nullptr;
        Block* const blocks = shelf.back();
        shelf.pop_back();
        return blocks;
    }

    /// Cuts `size` bytes from the current chunk; the unused rest at the end of a chunk is lost.
    void* cut(std::size_t size) {
        if (left_ < size) add_chunk();
        left_ -= size;
        return std::exchange(chunk_, chunk_ + size);
    }

    /// Each chunk is twice as large as the one before, up to a huge page: a program with very many
    /// frames saves page faults, and one with a few frames does not pay for memory that it never
    /// uses.
    void add_chunk() {
        chunk_ =
            static_cast<std::byte*>(::operator new(next_chunk_, std::align_val_t{next_chunk_}));
        left_ = next_chunk_;
        if (next_chunk_ < huge_page)
            next_chunk_ *= 2;
        else
            ::madvise(chunk_, huge_page, MADV_HUGEPAGE);  // only advice: the kernel may ignore it
    }

    Shelves shelves_{};
    std::byte* chunk_ = nullptr;
    std::size_t left_ = 0;
    std::size_t next_chunk_ = first_chunk;
};

thread_local Stock stock;

}  // namespace

void* allocate_frame(std::size_t size) {
    if (!pooled || size > largest) return ::operator new(size);
    return stock.take((size + unit - 1) / unit);
}

void release_frame(void* frame, std::size_t size) noexcept {
    if (!pooled || size > largest)
        ::operator delete(frame);
    else
        stock.put(frame, (size + unit - 1) / unit);
}

}  // namespace triptych::coroutines
