#include "sandbox/psp/session.h"

#include <algorithm>
#include <charconv>

#include "storage/tables.h"

namespace atelier::sandbox::psp {
namespace {

constexpr TestCard kTestCards[] = {
    {"4242424242424242", CardBehaviour::succeed, "succeeds"},
    {"4000000000000002", CardBehaviour::decline, "is declined"},
    {"4000000000009995", CardBehaviour::insufficient_funds, "has insufficient funds"},
    {"4000002500003155", CardBehaviour::challenge, "asks for 3-D Secure"},
    {"4000000000006975", CardBehaviour::timeout, "is charged, but the answer takes 30 s"},
    {"4000000000000077", CardBehaviour::late_webhook, "is charged, but the webhook comes 20 s late"},
    {"4000000000000101", CardBehaviour::duplicate_webhook, "is charged, and the webhook comes three times"},
};
constexpr Milliseconds kLateWebhook{20'000};

struct EventObject {
  std::string id;
  std::string object = "event";
  std::string type;
  std::map<std::string, Session> data;
};
BOOST_DESCRIBE_STRUCT(EventObject, (), (id, object, type, data))

std::string make_name(std::string_view prefix, Random& random) {
  static constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string name(prefix);
  for (int i = 0; i < 24; ++i) name += kLetters[random.below(kLetters.size())];
  return name;
}

bool has_right_luhn_digit(std::string_view digits) {  // ISO/IEC 7812-1
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

Change store_and_tell(Session session, std::uint64_t version, std::string_view webhook_url, std::string_view type, Random& random,
                      int times = 1, Milliseconds delay = {}) {
  Change change{.session = session};
  change.decision.write(storage::Put{
      .key = session_key(session.id), .body = json::write(session), .condition = storage::VersionIs{version}});
  const EventObject event{.id = make_name("evt_sandbox_", random), .type = std::string(type), .data = {{"object", session}}};
  for (int i = 0; i < times; ++i) {
    leave_webhook(change.decision, event.id, {.url = std::string(webhook_url), .body = json::write(event)}, delay);
  }
  return change;
}

}  // namespace

std::span<const TestCard> test_cards() { return kTestCards; }

std::optional<CardBehaviour> behaviour_of(std::string_view number) {
  std::string digits;
  for (const char c : number) {
    if (c == ' ' || c == '-') continue;
    if (c < '0' || c > '9') return std::nullopt;
    digits += c;
  }
  if (digits.size() < 12 || digits.size() > 19) return std::nullopt;
  for (const auto& card : kTestCards) {
    if (card.number == digits) return card.behaviour;
  }
  return has_right_luhn_digit(digits) ? std::optional(CardBehaviour::succeed) : std::nullopt;
}

storage::Key session_key(std::string_view id) { return {storage::kSandboxSessions, std::string(id), ""}; }

Result<Session> decide_session(const http::Form& form, std::string_view base_url, Time now, Random& random) {
  const auto amount_text = http::form_value(form, "line_items[0][price_data][unit_amount]");
  std::int64_t amount = 0;
  const auto [end, error] = std::from_chars(amount_text.data(), amount_text.data() + amount_text.size(), amount);
  if (error != std::errc{} || end != amount_text.data() + amount_text.size() || amount <= 0) {
    return fail(ErrorKind::invalid, "parameter_invalid_integer", "line_items[0][price_data][unit_amount]: a whole number > 0");
  }
  std::string currency(http::form_value(form, "line_items[0][price_data][currency]"));
  if (!Currency::parse(currency)) return fail(ErrorKind::invalid, "parameter_invalid", "line_items[0][price_data][currency]");
  std::ranges::transform(currency, currency.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  const auto capture_method = http::form_value(form, "payment_intent_data[capture_method]");
  if (!capture_method.empty() && capture_method != "automatic" && capture_method != "manual") {
    return fail(ErrorKind::invalid, "parameter_invalid", "payment_intent_data[capture_method]: automatic or manual");
  }
  if (http::form_value(form, "success_url").empty()) return fail(ErrorKind::invalid, "parameter_missing", "success_url");

  Session session{.id = make_name("cs_sandbox_", random),
                  .capture_method = capture_method == "manual" ? "manual" : "automatic",
                  .payment_intent = make_name("pi_sandbox_", random),
                  .client_reference_id = std::string(http::form_value(form, "client_reference_id")),
                  .customer_email = std::string(http::form_value(form, "customer_email")),
                  .description = std::string(http::form_value(form, "line_items[0][price_data][product_data][name]")),
                  .currency = std::move(currency),
                  .locale = std::string(http::form_value(form, "locale")),
                  .amount_total = amount,
                  .success_url = std::string(http::form_value(form, "success_url")),
                  .cancel_url = std::string(http::form_value(form, "cancel_url")),
                  .created = to_unix_ms(now) / 1000};
  session.url = std::string(base_url) + "/pay/" + session.id;
  return session;
}

Change decide_paid(const Session& session, std::uint64_t version, std::string_view webhook_url, CardBehaviour how, Random& random) {
  Session after = session;
  after.status = "complete";
  after.amount_authorised = after.amount_total;
  if (after.capture_method == "automatic") {
    after.payment_status = "paid";
    after.amount_captured = after.amount_total;
  }
  after.last_payment_error.reset();
  return store_and_tell(std::move(after), version, webhook_url, "checkout.session.completed", random,
                        how == CardBehaviour::duplicate_webhook ? 3 : 1,
                        how == CardBehaviour::late_webhook ? kLateWebhook : Milliseconds{0});
}

Change decide_declined(const Session& session, std::uint64_t version, std::string_view webhook_url, std::string code, Random& random) {
  Session after = session;
  after.last_payment_error = std::move(code);
  return store_and_tell(std::move(after), version, webhook_url, "checkout.session.async_payment_failed", random);
}

Result<Change> decide_capture(const Session& session, std::uint64_t version, std::string_view webhook_url, std::int64_t amount,
                              Random& random) {
  if (session.status != "complete") return fail(ErrorKind::invalid, "payment_intent_unexpected_state", "nothing is held");
  if (amount <= 0 || amount > session.amount_authorised - session.amount_captured) {
    return fail(ErrorKind::invalid, "amount_too_large", "more than what is held and not captured");
  }
  Session after = session;
  after.payment_status = "paid";
  after.amount_captured += amount;
  return store_and_tell(std::move(after), version, webhook_url, "checkout.session.captured", random);
}

Result<Change> decide_cancel(const Session& session, std::uint64_t version, std::string_view webhook_url, Random& random) {
  Session after = session;
  if (session.status == "open") {
    after.status = "expired";
    return store_and_tell(std::move(after), version, webhook_url, "checkout.session.expired", random);
  }
  if (session.status != "complete" || session.amount_authorised == session.amount_captured) {
    return fail(ErrorKind::invalid, "payment_intent_unexpected_state", "nothing is held any longer");
  }
  after.amount_authorised = after.amount_captured;
  if (after.amount_captured == 0) after.status = "canceled";
  return store_and_tell(std::move(after), version, webhook_url, "checkout.session.canceled", random);
}

Result<Change> decide_refund(const Session& session, std::uint64_t version, std::string_view webhook_url, std::int64_t amount,
                             Random& random) {
  if (session.payment_status != "paid") return fail(ErrorKind::invalid, "charge_not_paid", "nothing was paid");
  if (amount <= 0 || amount > session.amount_captured - session.amount_refunded) {
    return fail(ErrorKind::invalid, "amount_too_large", "more than what is left of the payment");
  }
  Session after = session;
  after.amount_refunded += amount;
  return store_and_tell(std::move(after), version, webhook_url, "checkout.session.refunded", random);
}

}  // namespace atelier::sandbox::psp
