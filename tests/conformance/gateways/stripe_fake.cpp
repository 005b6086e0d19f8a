#include "stripe_fake.h"

#include "base/check.h"

namespace atelier::payment::conformance {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::int64_t kCreated = 1'795'000'000;

Answer refused(int status, std::string code, std::string type = "invalid_request_error") {
  return answer(status, object{{"error", object{{"type", type}, {"code", code}, {"message", "claire@example.com may not"}}}});
}

std::string last_segment(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

Answer StripeFake::key_misused() { return refused(400, "idempotency_key_reused", "idempotency_error"); }

object StripeFake::charge_json(const Session& s) const {
  const bool captured = s.captured > 0;
  const std::int64_t released = captured ? s.amount - s.captured : s.intent_status == "canceled" ? s.amount : 0;
  const std::int64_t refunded = released + s.refunded;  // this version of the API counts what a partial capture let go
  return {{"id", s.charge},
          {"object", "charge"},
          {"amount", s.amount},
          {"amount_captured", s.captured},
          {"amount_refunded", refunded},
          {"billing_details", object{}},
          {"captured", captured},
          {"created", kCreated},
          {"currency", s.currency},
          {"disputed", false},
          {"livemode", false},
          {"metadata", object{{"atelier_payment", s.metadata}}},
          {"paid", true},
          {"payment_intent", s.intent},
          {"refunded", refunded == s.amount},
          {"refunds", object{{"object", "list"}, {"data", array{}}, {"has_more", false}, {"url", "/v1/charges/" + s.charge + "/refunds"}}},
          {"status", "succeeded"}};
}

object StripeFake::intent_json(const Session& s) const {
  array charges;
  if (s.held) charges.push_back(charge_json(s));
  object intent{{"id", s.intent},
                {"object", "payment_intent"},
                {"amount", s.amount},
                {"amount_capturable", s.intent_status == "requires_capture" ? s.amount : 0},
                {"amount_received", s.captured},
                {"capture_method", s.capture_method},
                {"charges", object{{"object", "list"}, {"data", charges}, {"has_more", false}, {"url", "/v1/charges?payment_intent=" + s.intent}}},
                {"confirmation_method", "automatic"},
                {"created", kCreated},
                {"currency", s.currency},
                {"livemode", false},
                {"metadata", object{{"atelier_payment", s.metadata}}},
                {"payment_method_types", array{"card"}},
                {"status", s.intent_status}};
  if (!s.error.empty()) intent["last_payment_error"] = object{{"type", "card_error"}, {"code", "card_declined"}, {"decline_code", s.error}};
  return intent;
}

object StripeFake::session_json(const Session& s, bool expanded) const {
  object session{{"id", s.id},
                 {"object", "checkout.session"},
                 {"amount_total", s.amount},
                 {"automatic_tax", object{{"enabled", false}}},
                 {"cancel_url", s.cancel_url},
                 {"client_reference_id", s.reference},
                 {"currency", s.currency},
                 {"expires_at", kCreated + 86'400},
                 {"livemode", false},
                 {"mode", "payment"},
                 {"payment_method_types", array{"card"}},
                 {"payment_status", s.captured > 0 ? "paid" : "unpaid"},
                 {"shipping_options", array{}},
                 {"status", s.status},
                 {"success_url", s.success_url},
                 {"url", nullptr}};
  if (s.status == "open") session["url"] = "https://checkout.stripe.test/pay/" + s.id;
  if (expanded) {
    session["payment_intent"] = intent_json(s);
  } else {
    session["payment_intent"] = s.intent;
  }
  return session;
}

void StripeFake::tell(const std::string& type, object about) {
  events_.push_back(boost::json::serialize(object{{"id", "evt_" + std::to_string(++number_)},
                                                  {"object", "event"},
                                                  {"api_version", "2020-08-27"},
                                                  {"created", kCreated},
                                                  {"livemode", false},
                                                  {"type", type},
                                                  {"data", object{{"object", std::move(about)}}}}));
}

StripeFake::Session* StripeFake::by_intent(const std::string& intent) {
  for (auto& [id, session] : sessions_) {
    if (session.intent == intent) return &session;
  }
  return nullptr;
}

Answer StripeFake::handle(const Call& call) {
  if (call.header("authorization") != std::string("Bearer ") + kSecretKey) return refused(401, "api_key_invalid");
  if (call.header("stripe-version") != "2020-08-27") return refused(400, "version_missing");
  const bool post = call.method == http::Method::post;
  if (post && call.path == "/v1/checkout/sessions") return create(call);
  if (post && call.path == "/v1/refunds") return refund(call);
  if (call.path.starts_with("/v1/checkout/sessions/")) {
    const bool closes = call.path.ends_with("/expire");
    const auto id = last_segment(closes ? call.path.substr(0, call.path.rfind('/')) : call.path);
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return refused(404, "resource_missing");
    if (closes && found->second.status != "open") return refused(400, "checkout_session_not_open");
    if (closes) {
      found->second.status = "expired";
      found->second.intent_status = "canceled";
      tell("checkout.session.expired", session_json(found->second, false));
    }
    const bool expanded = (closes ? call.body : call.query).find("payment_intent") != std::string::npos;
    return answer(200, session_json(found->second, expanded));
  }
  if (post && call.path.starts_with("/v1/payment_intents/")) {
    const auto deed = last_segment(call.path);
    auto* session = by_intent(last_segment(call.path.substr(0, call.path.rfind('/'))));
    if (session == nullptr) return refused(404, "resource_missing");
    if (deed == "capture") return capture(*session, call);
    if (deed == "cancel") return cancel(*session);
  }
  return refused(404, "unrecognized_url");
}

Answer StripeFake::create(const Call& call) {
  const auto form = http::decode_form(call.body);
  CHECK(form.has_value());
  const auto value = [&](std::string_view name) { return std::string(http::form_value(*form, name)); };
  const auto number = std::to_string(++number_);
  Session session{.id = "cs_test_" + number,
                  .intent = "pi_" + number,
                  .charge = "ch_" + number,
                  .reference = value("client_reference_id"),
                  .metadata = value("payment_intent_data[metadata][atelier_payment]"),
                  .currency = value("line_items[0][price_data][currency]"),
                  .capture_method = value("payment_intent_data[capture_method]"),
                  .success_url = value("success_url"),
                  .cancel_url = value("cancel_url"),
                  .email = value("customer_email"),
                  .amount = std::stoll(value("line_items[0][price_data][unit_amount]"))};
  if (session.amount < 50) return refused(400, "amount_too_small");
  const auto made = session_json(session, value("expand[]") == "payment_intent");
  sessions_.emplace(session.id, session);
  return answer(200, made);
}

Answer StripeFake::capture(Session& session, const Call& call) {
  const auto form = http::decode_form(call.body);
  const auto amount = std::stoll(std::string(http::form_value(*form, "amount_to_capture")));
  if (session.intent_status != "requires_capture") return refused(400, "payment_intent_unexpected_state");
  if (amount > session.amount) return refused(400, "amount_too_large");
  session.captured = amount;
  session.intent_status = "succeeded";
  tell("charge.captured", charge_json(session));
  tell("payment_intent.succeeded", intent_json(session));
  return answer(200, intent_json(session));
}

Answer StripeFake::cancel(Session& session) {
  if (session.intent_status == "succeeded" || session.intent_status == "canceled") return refused(400, "payment_intent_unexpected_state");
  session.intent_status = "canceled";
  tell("payment_intent.canceled", intent_json(session));
  return answer(200, intent_json(session));
}

Answer StripeFake::refund(const Call& call) {
  const auto form = http::decode_form(call.body);
  auto* session = by_intent(std::string(http::form_value(*form, "payment_intent")));
  if (session == nullptr) return refused(404, "resource_missing");
  const auto amount = std::stoll(std::string(http::form_value(*form, "amount")));
  if (session->refunded + amount > session->captured) return refused(400, "charge_already_refunded");
  session->refunded += amount;
  tell("charge.refunded", charge_json(*session));
  return answer(200, object{{"id", "re_" + std::to_string(++number_)},
                            {"object", "refund"},
                            {"amount", amount},
                            {"created", kCreated},
                            {"currency", session->currency},
                            {"payment_intent", session->intent},
                            {"status", "succeeded"}});
}

void StripeFake::pay(const std::string& id) {
  const std::lock_guard lock(mutex_);
  auto& session = sessions_.at(id);
  session.held = true;
  session.error.clear();
  session.status = "complete";
  if (session.capture_method == "manual") {
    session.intent_status = "requires_capture";
    tell("payment_intent.amount_capturable_updated", intent_json(session));
  } else {
    session.intent_status = "succeeded";
    session.captured = session.amount;
    tell("payment_intent.succeeded", intent_json(session));
    tell("charge.succeeded", charge_json(session));
  }
  tell("checkout.session.completed", session_json(session, false));
}

void StripeFake::decline(const std::string& id) {
  const std::lock_guard lock(mutex_);
  auto& session = sessions_.at(id);
  session.error = "insufficient_funds";
  tell("payment_intent.payment_failed", intent_json(session));
}

void StripeFake::begin_challenge(const std::string& id) {
  const std::lock_guard lock(mutex_);
  auto& session = sessions_.at(id);
  session.intent_status = "requires_action";
  tell("payment_intent.requires_action", intent_json(session));
}

void StripeFake::expire(const std::string& id) {
  const std::lock_guard lock(mutex_);
  auto& session = sessions_.at(id);
  session.status = "expired";
  session.intent_status = "canceled";
  tell("checkout.session.expired", session_json(session, false));
}

std::vector<std::string> StripeFake::take_events() {
  const std::lock_guard lock(mutex_);
  return std::exchange(events_, {});
}

std::size_t StripeFake::session_count() const {
  const std::lock_guard lock(mutex_);
  return sessions_.size();
}

std::int64_t StripeFake::amount_asked(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  return sessions_.at(id).amount;
}

}  // namespace atelier::payment::conformance
