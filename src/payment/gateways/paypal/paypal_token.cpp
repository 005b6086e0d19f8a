#include "payment/gateways/paypal/paypal_token.h"

#include "base/encoding.h"
#include "json/json.h"
#include "payment/gateways/calls/provider_call.h"

namespace atelier::payment::paypal {
namespace {

struct TokenAnswer {
  std::string access_token;
  std::int64_t expires_in = 0;  // seconds
};
BOOST_DESCRIBE_STRUCT(TokenAnswer, (), (access_token, expires_in))

Refusal no_code(std::string_view) { return {}; }

// RFC 7617. Base64 in the usual alphabet, padded.
std::string basic(const std::string& user, const std::string& password) {
  const std::string bytes = user + ":" + password;
  std::string text = base::to_base64url(bytes);
  for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
  text.append((4 - text.size() % 4) % 4, '=');
  return "Basic " + text;
}

}  // namespace

Task<Result<Token::Fetched>> Token::fetch() {
  http::ClientRequest request{.method = http::Method::post, .url = options_.base_url + "/v1/oauth2/token", .timeout = options_.timeout};
  request.headers.emplace_back("Authorization", basic(options_.client_id, options_.secret));
  request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  request.body = "grant_type=client_credentials";
  auto answer = co_await call_provider(client_, std::move(request), no_code);
  if (!answer && answer.error().kind == ErrorKind::denied) co_return fail(answer);
  if (!answer) co_return fail(ErrorKind::unavailable, "no_token", answer.error().detail);
  auto token = json::read<TokenAnswer>(answer->body, json::Mode::lenient);
  if (!token || token->access_token.empty()) co_return fail(ErrorKind::unavailable, "no_token", "PayPal's answer holds no token");
  co_return Fetched{std::move(token->access_token), std::chrono::seconds(std::clamp<std::int64_t>(token->expires_in, 0, 86'400))};
}

Task<Result<std::string>> Token::get() {
  Completion<Result<std::string>> told;
  bool mine = false;
  {
    const std::lock_guard lock(mutex_);
    if (!token_.empty() && clock_.now() < good_until_) co_return token_;
    mine = !fetching_;
    fetching_ = true;
    if (!mine) waiting_.push_back(told.resolver());
  }
  if (!mine) co_return co_await told;

  auto fetched = co_await fetch();
  std::vector<Completion<Result<std::string>>::Resolver> waiting;
  Result<std::string> token = fetched ? Result<std::string>(fetched->token) : Result<std::string>(fail(fetched));
  {
    const std::lock_guard lock(mutex_);
    fetching_ = false;
    waiting.swap(waiting_);
    token_ = fetched ? fetched->token : "";
    good_until_ = fetched ? clock_.now() + fetched->lifetime - kBeforeExpiry : Time{};
  }
  for (const auto& resolve : waiting) resolve(token);
  co_return token;
}

void Token::forget(const std::string& token) {
  const std::lock_guard lock(mutex_);
  if (token_ == token) token_.clear();
}

}  // namespace atelier::payment::paypal
