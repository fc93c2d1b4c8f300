#include "common/network/sha256.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <iterator>
#include <new>
#include <openssl/evp.h>

namespace triptych::network {

void Sha256::Free::operator()(void* context) const noexcept {
    EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context));
}

Sha256::Sha256() : context_{EVP_MD_CTX_new()} {
    if (!context_) throw std::bad_alloc{};
    restart();
}

void Sha256::restart() noexcept {
    EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_.get()), EVP_sha256(), nullptr);
}

void Sha256::add(std::span<const char> piece) noexcept {
    EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_.get()), piece.data(), piece.size());
}

std::string Sha256::hex() const {
    const Sha256 copy;  // to end the sum ends the context, too
    auto* const context = static_cast<EVP_MD_CTX*>(copy.context_.get());
    std::array<unsigned char, 32> sum{};
    EVP_MD_CTX_copy_ex(context, static_cast<const EVP_MD_CTX*>(context_.get()));
    EVP_DigestFinal_ex(context, sum.data(), nullptr);
    std::string text;
    for (const unsigned char byte : sum)
        fmt::format_to(std::back_inserter(text), "{:02x}", byte);
    return text;
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 &&
           std::ranges::all_of(text, [](unsigned char each) { return std::isxdigit(each) != 0; });
}

}  // namespace triptych::network
