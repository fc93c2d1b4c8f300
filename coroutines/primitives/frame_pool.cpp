#include "coroutines/primitives/frame_pool.hpp"

#include <mutex>
#include <sys/mman.h>
#include <vector>

namespace triptych::coroutines::detail {
namespace {

constexpr std::size_t first_chunk = 65'536;
constexpr std::size_t huge_page = 2'097'152;  // on x86-64; elsewhere it is just a chunk's size

/// The free frames of threads that have ended. Never destroyed: frames may outlive main().
struct Reserve {
    std::mutex mutex;
    // guarded by mutex
    std::array<std::vector<FreeFrame*>, largest_pooled_frame / frame_unit + 1> shelves;

    static Reserve& instance() {
        static auto* const reserve = new Reserve;
        return *reserve;
    }
};

/// Owns the free frames of one thread, and the memory of which it makes more.
class Stock {
public:
    Stock() noexcept { free_frames.have_owner = true; }
    Stock(const Stock&) = delete;
    Stock& operator=(const Stock&) = delete;

    ~Stock() {
        Reserve& reserve = Reserve::instance();
        const std::lock_guard lock{reserve.mutex};
        for (std::size_t units = 0; units < reserve.shelves.size(); ++units)
            if (FreeFrame* const frames = std::exchange(free_frames.shelves[units], nullptr))
                reserve.shelves[units].push_back(frames);
    }

    void* make(std::size_t size) {
        const std::size_t units = (size + frame_unit - 1) / frame_unit;
        if (FreeFrame* const frames = from_reserve(units)) {
            free_frames.shelves[units] = frames->next;
            return frames;
        }
        return cut(units * frame_unit);
    }

    void put(void* frame, std::size_t size) noexcept {
        FreeFrame*& shelf = shelf_of(size);
        shelf = new (frame) FreeFrame{shelf};
    }

private:
    static FreeFrame* from_reserve(std::size_t units) {
        Reserve& reserve = Reserve::instance();
        const std::lock_guard lock{reserve.mutex};
        auto& shelf = reserve.shelves[units];
        if (shelf.empty()) return nullptr;
        FreeFrame* const frames = shelf.back();
        shelf.pop_back();
        return frames;
    }

    /// Cuts `size` bytes from the current chunk; the unused rest at the end of a chunk is lost.
    void* cut(std::size_t size) {
        constexpr std::size_t alignment = __STDCPP_DEFAULT_NEW_ALIGNMENT__;
        if (size % alignment == 0) skip(left_ % alignment);  // a chunk's end is aligned
        if (left_ < size) add_chunk();
        left_ -= size;
        return std::exchange(chunk_, chunk_ + size);
    }

    void skip(std::size_t bytes) {
        chunk_ += bytes;
        left_ -= bytes;
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

    std::byte* chunk_ = nullptr;
    std::size_t left_ = 0;
    std::size_t next_chunk_ = first_chunk;
};

thread_local Stock stock;

}  // namespace

void* new_frame(std::size_t size) {
    return is_pooled(size) ? stock.make(size) : ::operator new(size);
}

void release_first_frame(void* frame, std::size_t size) noexcept {
    if (!is_pooled(size)) return ::operator delete(frame);
    stock.put(frame, size);  // the first use of `stock` creates it
}

}  // namespace triptych::coroutines::detail
