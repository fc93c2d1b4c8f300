#include "explore/snapshot.hpp"

#include <cstring>
#include <link.h>

#include "explore/fiber.hpp"

namespace triptych::explore {
namespace {

struct Found {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    std::uintptr_t constant_begin = 0;  // RELRO: read-only by now
    std::uintptr_t constant_end = 0;
    const char* thread_image = nullptr;
    std::size_t thread_image_bytes = 0;
    std::size_t thread_bytes = 0;
    char* thread_block = nullptr;
};

/// The executable comes first.
int look_at_executable(dl_phdr_info* info, std::size_t /*size*/, void* data) {
    auto& found = *static_cast<Found*>(data);
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const auto& header = info->dlpi_phdr[i];
        const std::uintptr_t begin = info->dlpi_addr + header.p_vaddr;
        if (header.p_type == PT_LOAD && (header.p_flags & PF_W) != 0) {
            found.begin = begin;
            found.end = begin + header.p_memsz;
        } else if (header.p_type == PT_GNU_RELRO) {
            found.constant_begin = begin;
            found.constant_end = begin + header.p_memsz;
        } else if (header.p_type == PT_TLS) {
            found.thread_image = reinterpret_cast<const char*>(begin);
            found.thread_image_bytes = header.p_filesz;
            found.thread_bytes = header.p_memsz;
            found.thread_block = static_cast<char*>(info->dlpi_tls_data);
        }
    }
    return 1;
}

}  // namespace

void Snapshot::take() {
    Found found;
    ::dl_iterate_phdr(look_at_executable, &found);
    const auto keep = [this](std::uintptr_t begin, std::uintptr_t end) {
        if (begin >= end) return;
        auto* const from = reinterpret_cast<char*>(begin);
        ranges_.push_back({from, end - begin, kept_.size()});
        kept_.insert(kept_.end(), from, from + (end - begin));
    };
    if (found.constant_end > found.begin && found.constant_begin <= found.end) {
        keep(found.begin, found.constant_begin);
        keep(found.constant_end, found.end);
    } else {
        keep(found.begin, found.end);
    }
    if (found.thread_bytes == 0 || found.thread_block == nullptr) return;
    initial_ = found.thread_image;
    initial_bytes_ = found.thread_image_bytes;
    thread_bytes_ = found.thread_bytes;
    main_block_ = found.thread_block;
    from_pointer_ = main_block_ - reinterpret_cast<char*>(Fiber::of_caller().thread_pointer());
    main_kept_.assign(main_block_, main_block_ + thread_bytes_);
}

void Snapshot::restore() {
    for (const Range& range : ranges_)
        std::memcpy(range.begin, kept_.data() + range.kept_at, range.size);
}

void Snapshot::restart_thread(std::uintptr_t thread_pointer) {
    if (thread_bytes_ == 0) return;
    auto* const block = reinterpret_cast<char*>(thread_pointer) + from_pointer_;
    std::memcpy(block, initial_, initial_bytes_);
    std::memset(block + initial_bytes_, 0, thread_bytes_ - initial_bytes_);
}

void Snapshot::restore_main_thread() {
    if (thread_bytes_ != 0) std::memcpy(main_block_, main_kept_.data(), thread_bytes_);
}

}  // namespace triptych::explore
