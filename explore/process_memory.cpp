#include "explore/process_memory.hpp"

#include <cstring>
#include <new>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "explore/real.hpp"

namespace triptych::explore {
namespace {

constexpr std::uint64_t page = 4096;
constexpr std::uint64_t counter_bytes = 16;  // no two are taken for one by the shadow

}  // namespace

void ProcessMemory::Image::clear() {
    parts_.clear();
    kept_.clear();
}

void ProcessMemory::Image::keep(const void* begin, std::size_t size) {
    auto* const from = static_cast<char*>(const_cast<void*>(begin));
    parts_.push_back({from, size, kept_.size()});
    kept_.insert(kept_.end(), from, from + size);
}

void ProcessMemory::Image::put_back() const {
    for (const Part& part : parts_)
        std::memcpy(part.begin, kept_.data() + part.kept_at, part.size);
}

const char* ProcessMemory::Image::find(std::uint64_t address) const {
    for (const Part& part : parts_) {
        const std::uint64_t offset = address - reinterpret_cast<std::uint64_t>(part.begin);
        if (offset < part.size) return kept_.data() + part.kept_at + offset;
    }
    return nullptr;
}

void ProcessMemory::begin_execution() {
    current = 0;
    if (!is_mapped_) return;
    std::memset(reinterpret_cast<void*>(shared_begin), 0, next_ - shared_begin);
    std::memset(reinterpret_cast<void*>(counters_begin), 0, next_counter_ - counters_begin);
    next_ = shared_begin;
    next_counter_ = counters_begin;
}

bool ProcessMemory::map() {
    if (is_mapped_) return true;
    const long place =
        real::syscall(SYS_mmap, shared_begin, shared_bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    is_mapped_ = place == static_cast<long>(shared_begin);
    return is_mapped_;
}

void* ProcessMemory::map_shared(std::size_t bytes) {
    if (!map() || bytes > counters_begin - next_) return nullptr;
    void* const place = reinterpret_cast<void*>(next_);
    next_ += (bytes + page - 1) / page * page;
    return place;
}

int* ProcessMemory::new_counter() {
    if (!map() || next_counter_ + counter_bytes > shared_begin + shared_bytes) return nullptr;
    auto* const counter = reinterpret_cast<int*>(next_counter_);
    next_counter_ += counter_bytes;
    return counter;
}

const void* ProcessMemory::find(std::uint64_t name) const {
    const std::uint64_t address = address_of(name);
    const auto process = static_cast<int>(name >> process_shift);
    if (process == current || is_shared(address)) return reinterpret_cast<const void*>(address);
    const auto index = static_cast<std::size_t>(process);
    if (index >= images_.size() || images_[index] == nullptr) return nullptr;
    return images_[index]->find(address);
}

ProcessMemory::Image& ProcessMemory::image(int process) {
    const auto index = static_cast<std::size_t>(process);
    while (images_.size() <= index)
        images_.push_back(new (EngineAllocator<Image>{}.allocate(1)) Image);
    return *images_[index];
}

}  // namespace triptych::explore
