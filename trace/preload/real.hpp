/// The function of the C library that one of ours stands in front of.
#pragma once

#include <atomic>
#include <dlfcn.h>

namespace triptych::trace {

/// Looked up at its first call. Thread safety: any thread, and signal handlers after the first
/// call.
template <typename Function>
class Real {
public:
    /// `version`: for functions of which the library keeps an older version, too; may be null.
    explicit constexpr Real(const char* name, const char* version = nullptr)
        : name_{name}, version_{version} {}

    operator Function*() {  // NOLINT(google-explicit-constructor): it is called as the function
        void* found = found_.load(std::memory_order_relaxed);
        if (found == nullptr) {
            if (version_ != nullptr) found = ::dlvsym(RTLD_NEXT, name_, version_);
            if (found == nullptr) found = ::dlsym(RTLD_NEXT, name_);
            found_.store(found, std::memory_order_relaxed);
        }
        return reinterpret_cast<Function*>(found);
    }

private:
    const char* name_;
    const char* version_;
    std::atomic<void*> found_{nullptr};
};

}  // namespace triptych::trace
