// PayPal's access token (OAuth 2.0 client credentials, RFC 6749 §4.4): fetched once for all who wait for it, kept until shortly before it expires.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "http/client.h"

namespace atelier::payment::paypal {

struct TokenOptions {
  std::string base_url;
  std::string client_id;
  std::string secret;
  Milliseconds timeout{10'000};
};

// Any thread. `client` and `clock` are borrowed. Must outlive its tasks.
class Token {
 public:
  Token(TokenOptions options, http::Client& client, const Clock& clock) : options_(std::move(options)), client_(client), clock_(clock) {}

  // Errors: denied (PayPal does not take our id and secret), unavailable (all else: whatever the token was for has not been asked).
  Task<Result<std::string>> get();
  // PayPal refused this token before its time: the next get() fetches another.
  void forget(const std::string& token);

 private:
  // A call takes some seconds at most, its token is still good when it arrives.
  static constexpr Milliseconds kBeforeExpiry{60'000};
  struct Fetched {
    std::string token;
    Milliseconds lifetime{0};
  };
  Task<Result<Fetched>> fetch();

  const TokenOptions options_;
  http::Client& client_;
  const Clock& clock_;
  std::mutex mutex_;
  std::string token_;   // guarded by mutex_, as all below
  Time good_until_{};
  bool fetching_ = false;
  std::vector<Completion<Result<std::string>>::Resolver> waiting_;
};

}  // namespace atelier::payment::paypal
