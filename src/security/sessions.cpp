#include "security/sessions.h"

#include "base/encoding.h"
#include "security/crypto.h"
#include "storage/tables.h"

namespace atelier::security {
namespace {

storage::Key session_key(std::string_view token) {
  return {storage::kSessions, base::to_base64url(sha256(token)), ""};
}

// Strict for staff: nobody links into the till from elsewhere. Lax for customers: the payment page leads back to the shop.
std::string cookie(Audience audience, std::string_view token, std::int64_t max_age_s, bool secure) {
  std::string text(cookie_name(audience));
  text += '=';
  text += token;
  text += "; Path=/; HttpOnly; Max-Age=" + std::to_string(max_age_s);
  text += audience == Audience::customer ? "; SameSite=Lax" : "; SameSite=Strict";
  if (secure) text += "; Secure";
  return text;
}

}  // namespace

std::string_view cookie_name(Audience audience) {
  switch (audience) {
    case Audience::customer: return "atelier_customer";
    case Audience::till: return "atelier_till";
    case Audience::office: return "atelier_office";
  }
  return "";
}

Task<Result<OpenedSession>> open_session(events::Context& context, Session session, bool secure) {
  const Time now = context.clock.now();
  const std::chrono::seconds kept = session.audience == Audience::customer ? kCustomerSessionKept : kStaffSessionKept;
  session.created_at = now;
  session.expires_at = now + kept;
  OpenedSession opened{.token = make_token(context.random)};
  opened.set_cookie = cookie(session.audience, opened.token, kept.count(), secure);
  storage::Commit commit;
  commit.add(storage::Put{.key = session_key(opened.token),
                          .body = json::write(session),
                          .expires_at = session.expires_at,
                          .condition = storage::Absent{}});
  auto committed = storage::to_result(co_await context.store.commit(std::move(commit)));
  if (!committed) co_return fail(committed);
  co_return opened;
}

Task<Result<Session>> find_session(events::Context& context, const http::Request& request, Audience audience) {
  const auto token = request.cookie(cookie_name(audience));
  if (!token || token->empty()) co_return fail(ErrorKind::denied, "unauthenticated", "sign in first");
  auto item = co_await context.store.get(session_key(*token));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::denied, "unauthenticated", "the session has ended; sign in again");
  auto session = json::read_record<Session>((*item)->body, "a session");
  if (!session) co_return fail(session);
  if (session->audience != audience || session->expires_at <= context.clock.now()) {
    co_return fail(ErrorKind::denied, "unauthenticated", "the session has ended; sign in again");
  }
  co_return std::move(*session);
}

Task<Result<std::string>> end_session(events::Context& context, const http::Request& request, Audience audience) {
  if (const auto token = request.cookie(cookie_name(audience)); token && !token->empty()) {
    storage::Commit commit;
    commit.add(storage::Delete{.key = session_key(*token)});
    auto committed = storage::to_result(co_await context.store.commit(std::move(commit)));
    if (!committed) co_return fail(committed);
  }
  co_return cookie(audience, "", 0, request.secure);
}

}  // namespace atelier::security
