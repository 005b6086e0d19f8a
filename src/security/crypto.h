// The few cryptographic functions the house uses, over OpenSSL 3 and libargon2. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace atelier::security {

std::string sha256(std::string_view bytes);                               // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view message);  // 32 bytes

// 256 random bits, base64url: session tokens, order tokens. Stored only as sha256 of it.
std::string make_token(Random& random);

// argon2id, encoded with its parameters ("$argon2id$v=19$m=19456,t=2,p=1$…"): OWASP Password Storage Cheat Sheet's first choice,
// 19 MiB, 2 passes, one lane. Takes some 20 ms of a core: off the event loop (see sign_in).
std::string hash_password(std::string_view password, Random& random);
bool verify_password(std::string_view encoded, std::string_view password);

}  // namespace atelier::security
