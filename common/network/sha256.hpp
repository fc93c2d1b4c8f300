/// SHA-256 of bytes that come piece by piece.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace triptych::network {

/// OpenSSL computes it (its EVP interface, which uses the processor's own instructions).
class Sha256 {
public:
    /// Throws std::bad_alloc.
    Sha256();

    void add(std::span<const char> piece) noexcept;

    /// Forgets all pieces.
    void restart() noexcept;

    /// Of all pieces so far: 64 hexadecimal digits in lower case. More pieces may follow.
    std::string hex() const;

private:
    struct Free {
        void operator()(void* context) const noexcept;
    };
    std::unique_ptr<void, Free> context_;
};

/// Whether `text` is 64 hexadecimal digits.
bool is_sha256(std::string_view text);

}  // namespace triptych::network
