#include "payment/gateways/calls/provider_call.h"

#include <algorithm>

namespace atelier::payment {
namespace {

constexpr std::size_t kLongestCode = 100;  // a provider's codes are words; a longer one is none

// A word of the provider's, safe in a log: [A-Za-z0-9_.-], else nothing.
std::string clean_code(std::string code) {
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  };
  return code.size() <= kLongestCode && std::ranges::all_of(code, is_word) ? code : std::string();
}

}  // namespace

Result<http::ClientResponse> judge_answer(Result<http::ClientResponse> answer, bool is_question, RefusalReader read_refusal) {
  if (!answer) {
    // A question changes nothing, so a lost answer to it leaves nothing unknown.
    if (is_question && answer.error().kind == ErrorKind::unknown) answer.error().kind = ErrorKind::unavailable;
    // A full queue of ours: nothing was sent.
    if (answer.error().kind == ErrorKind::exhausted) answer.error().kind = ErrorKind::unavailable;
    return answer;
  }
  const int status = answer->status;
  if (status >= 200 && status < 300) return answer;
  Refusal refusal = read_refusal(answer->body);
  const std::string code = clean_code(std::move(refusal.code));
  const std::string detail = "the provider answered " + std::to_string(status) + (code.empty() ? "" : " " + code);
  if (status == 429) return fail(ErrorKind::unavailable, "provider_busy", detail);
  if (status == 401 || status == 403) return fail(ErrorKind::denied, "provider_refused_key", detail);
  if (status >= 500 || status == 409 || status < 200 || refusal.in_progress) {
    return fail(is_question ? ErrorKind::unavailable : ErrorKind::unknown, "provider_error", detail);
  }
  if (status == 404 && is_question) return fail(ErrorKind::not_found, "provider_knows_nothing", detail);
  return fail(ErrorKind::invalid, "provider_refused", detail);
}

Task<Result<http::ClientResponse>> call_provider(http::Client& client, http::ClientRequest request, RefusalReader read_refusal) {
  const bool is_question = request.method == http::Method::get;
  auto answer = co_await client.send(std::move(request));
  co_return judge_answer(std::move(answer), is_question, read_refusal);
}

}  // namespace atelier::payment
