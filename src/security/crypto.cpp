#include "security/crypto.h"

#include <argon2.h>
#include <openssl/evp.h>
#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>

#include "base/check.h"
#include "base/encoding.h"

namespace atelier::security {
namespace {

constexpr std::uint32_t kMemoryKib = 19'456;
constexpr std::uint32_t kPasses = 2;
constexpr std::uint32_t kLanes = 1;
constexpr std::size_t kHashBytes = 32;

}  // namespace

std::string sha256(std::string_view bytes) {
  // Fetched once: OpenSSL 3 looks an algorithm up in its providers at every use of EVP_sha256(), which takes longer than a short digest.
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::string digest(32, '\0');
  unsigned size = 0;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size, algorithm, nullptr) == 1);
  return digest;
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
  struct Hmac {
    Hmac() {
      EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
      context = EVP_MAC_CTX_new(algorithm);
      EVP_MAC_free(algorithm);
      char name[] = "SHA256";
      const OSSL_PARAM digest[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0), OSSL_PARAM_construct_end()};
      CHECK(EVP_MAC_CTX_set_params(context, digest) == 1);
    }
    ~Hmac() { EVP_MAC_CTX_free(context); }
    EVP_MAC_CTX* context;
  };
  static thread_local Hmac hmac;  // for the same reason
  // OpenSSL takes a null key for "the same as before".
  const char* const bytes = key.empty() ? "" : key.data();
  std::string digest(32, '\0');
  std::size_t size = 0;
  CHECK(EVP_MAC_init(hmac.context, reinterpret_cast<const unsigned char*>(bytes), key.size(), nullptr) == 1);
  CHECK(EVP_MAC_update(hmac.context, reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1);
  CHECK(EVP_MAC_final(hmac.context, reinterpret_cast<unsigned char*>(digest.data()), &size, digest.size()) == 1);
  return digest;
}

std::string make_token(Random& random) {
  std::array<std::byte, 32> bytes;
  random.fill(bytes);
  return base::to_base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string hash_password(std::string_view password, Random& random) {
  std::array<std::byte, 16> salt;
  random.fill(salt);
  std::string encoded(argon2_encodedlen(kPasses, kMemoryKib, kLanes, salt.size(), kHashBytes, Argon2_id), '\0');
  CHECK(argon2id_hash_encoded(kPasses, kMemoryKib, kLanes, password.data(), password.size(), salt.data(), salt.size(), kHashBytes,
                              encoded.data(), encoded.size()) == ARGON2_OK);
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool verify_password(std::string_view encoded, std::string_view password) {
  return argon2id_verify(std::string(encoded).c_str(), password.data(), password.size()) == ARGON2_OK;
}

}  // namespace atelier::security
