#include "explore/unwinder.hpp"

#include <cstdint>
#include <cstring>
#include <link.h>

namespace triptych::explore {
namespace {

std::uintptr_t unwinder_begin = 0;
std::uintptr_t unwinder_size = 0;

int look_at_library(dl_phdr_info* info, std::size_t /*size*/, void* /*data*/) {
    if (std::strstr(info->dlpi_name, "libgcc_s") == nullptr) return 0;
    std::uintptr_t end = 0;
    for (int i = 0; i < info->dlpi_phnum; ++i)
        if (info->dlpi_phdr[i].p_type == PT_LOAD)
            end = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz;
    unwinder_begin = info->dlpi_addr;
    unwinder_size = end - info->dlpi_addr;
    return 1;
}

}  // namespace

bool is_in_unwinder(const void* return_address) {
    return reinterpret_cast<std::uintptr_t>(return_address) - unwinder_begin < unwinder_size;
}

void find_unwinder() {
    ::dl_iterate_phdr(look_at_library, nullptr);
}

}  // namespace triptych::explore
