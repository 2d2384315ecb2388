// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/digest.h"

#include "backend/core/result.h"

#include <openssl/evp.h>

#include <algorithm>

namespace vitrine::hub {

struct ContentCheck::Hash
{
    explicit Hash(const EVP_MD* kind) : context(EVP_MD_CTX_new())
    {
        if (!context || EVP_DigestInit_ex(context, kind, nullptr) != 1)
            throw core::Exception(core::ErrorCode::Internal, "OpenSSL has no SHA-1 or SHA-256");
    }
    ~Hash() { EVP_MD_CTX_free(context); }
    Hash(const Hash&) = delete;
    Hash& operator=(const Hash&) = delete;

    void add(std::string_view bytes) { EVP_DigestUpdate(context, bytes.data(), bytes.size()); }
    std::string finish()
    {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        EVP_DigestFinal_ex(context, digest, &size);
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        for (unsigned i = 0; i < size; ++i)
            text += {digits[digest[i] >> 4], digits[digest[i] & 15]};
        return text;
    }

    EVP_MD_CTX* context;
};

ContentCheck::ContentCheck(std::string_view etag, std::uint64_t size) : m_expected(etag)
{
    if (isHexadecimal(etag, 64)) m_hashes.push_back(std::make_unique<Hash>(EVP_sha256()));
    if (isHexadecimal(etag, 40)) {
        m_hashes.push_back(std::make_unique<Hash>(EVP_sha1()));
        m_hashes.back()->add(std::string("blob ") + std::to_string(size) + '\0');
        m_hashes.push_back(std::make_unique<Hash>(EVP_sha1()));
    }
}

ContentCheck::~ContentCheck() = default;
ContentCheck::ContentCheck(ContentCheck&&) noexcept = default;

void ContentCheck::add(std::string_view bytes)
{
    for (const auto& hash : m_hashes)
        hash->add(bytes);
}

std::string ContentCheck::mismatch()
{
    std::string found;
    for (const auto& hash : m_hashes) {
        const std::string digest = hash->finish();
        if (digest == m_expected) return {};
        if (found.empty()) found = digest;
    }
    return found;
}

bool isHexadecimal(std::string_view text, std::size_t length)
{
    return text.size() == length &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace vitrine::hub
