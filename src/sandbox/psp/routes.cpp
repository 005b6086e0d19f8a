#include "sandbox/psp/routes.h"

#include <charconv>

#include "base/encoding.h"
#include "http/problem.h"
#include "sandbox/psp/pages.h"
#include "sandbox/psp/session.h"
#include "sandbox/psp/settlement.h"
#include "storage/tables.h"

namespace atelier::sandbox::psp {
namespace {

using http::Request;
using http::Response;

constexpr Milliseconds kTimeoutCardAnswers{30'000};
constexpr std::chrono::hours kIdempotencyKept{24};  // as Stripe keeps them

struct Stored {
  Session session;
  std::uint64_t version = 0;
};

// Errors in Stripe's shape: {"error":{"type","code","message"}}.
struct StripeError {
  std::string type;
  std::string code;
  std::string message;
};
BOOST_DESCRIBE_STRUCT(StripeError, (), (type, code, message))

Response stripe_error(int status, std::string code, std::string message) {
  const StripeError error{status == 401 ? "authentication_error" : "invalid_request_error", std::move(code), std::move(message)};
  return Response::json(status, json::write(std::map<std::string, StripeError>{{"error", error}}));
}

Response html(int status, std::string body) { return Response::text(status, std::move(body), "text/html; charset=utf-8"); }

class Psp {
 public:
  Psp(events::Context& context, Options options) : context_(context), options_(std::move(options)) {}

  Task<Response> create(Request& request) {
    if (auto refused = check_key(request)) co_return std::move(*refused);
    const auto form = http::decode_form(request.body);
    if (!form) co_return stripe_error(400, "body_invalid", "expected application/x-www-form-urlencoded");
    const std::string key(request.header("idempotency-key"));
    auto made = co_await events::run<Session>(
        context_, [&](Time now) -> Task<Result<std::pair<events::Decision, Session>>> {
          if (!key.empty()) {
            auto before = co_await context_.store.get({storage::kIdempotency, key, ""});
            if (!before) co_return fail(before);
            if (*before) {
              auto session = json::read_record<Session>((*before)->body, "session");
              if (!session) co_return fail(session);
              co_return std::pair(events::Decision{}, std::move(*session));
            }
          }
          auto session = decide_session(*form, options_.base_url, now, context_.random);
          if (!session) co_return fail(session);
          events::Decision decision;
          decision.write(storage::Put{
              .key = session_key(session->id), .body = json::write(*session), .condition = storage::Absent{}});
          if (!key.empty()) {
            decision.write(storage::Put{.key = {storage::kIdempotency, key, ""},
                                        .body = json::write(*session),
                                        .expires_at = now + kIdempotencyKept,
                                        .condition = storage::Absent{}});
          }
          co_return std::pair(std::move(decision), std::move(*session));
        });
    if (!made) co_return to_response(made.error());
    co_return Response::json(200, json::write(*made));
  }

  Task<Response> look_up(Request& request) {
    if (auto refused = check_key(request)) co_return std::move(*refused);
    auto stored = co_await read(std::string(request.parameter("id")));
    if (!stored) co_return to_response(stored.error());
    co_return Response::json(200, json::write(stored->session));
  }

  Task<Response> refund(Request& request) {
    return change_amount(request, "refund", "amount", {}, decide_refund);
  }

  Task<Response> capture(Request& request) {
    return change_amount(request, "capture", "amount_to_capture", std::string(request.parameter("id")), decide_capture);
  }

  // Stripe's reports are made on demand and fetched as files; this one is there at once.
  Task<Response> settlement(Request& request) {
    if (auto refused = check_key(request)) co_return std::move(*refused);
    auto csv = co_await settlement_csv(context_.store, request.query_value("date").value_or(""));
    if (!csv) co_return to_response(csv.error());
    co_return Response::text(200, std::move(*csv), "text/csv; charset=utf-8");
  }

  Task<Response> cancel(Request& request) {
    if (auto refused = check_key(request)) co_return std::move(*refused);
    co_return co_await change_once("cancel", std::string(request.header("idempotency-key")), std::string(request.parameter("id")),
                                   [&](const Stored& stored) {
                                     return decide_cancel(stored.session, stored.version, options_.webhook_url, context_.random);
                                   });
  }

  Task<Response> show_page(Request& request) {
    auto stored = co_await read(std::string(request.parameter("id")));
    if (!stored) co_return html(404, gone_page());
    if (stored->session.status != "open") co_return Response::redirect(303, stored->session.success_url);
    const auto error = stored->session.last_payment_error;
    co_return html(200, payment_page(stored->session, error ? decline_text(*error) : ""));
  }

  Task<Response> submit_card(Request& request) {
    const auto form = http::decode_form(request.body);
    auto stored = co_await read(std::string(request.parameter("id")));
    if (!stored || !form) co_return html(404, gone_page());
    if (stored->session.status != "open") co_return Response::redirect(303, stored->session.success_url);
    const auto behaviour = behaviour_of(http::form_value(*form, "number"));
    if (!behaviour) co_return html(422, payment_page(stored->session, "This is not a card number."));
    switch (*behaviour) {
      case CardBehaviour::decline: co_return co_await decline(stored->session.id, "card_declined");
      case CardBehaviour::insufficient_funds: co_return co_await decline(stored->session.id, "insufficient_funds");
      case CardBehaviour::challenge: co_return html(200, challenge_page(stored->session));
      default: break;
    }
    auto answer = co_await pay(stored->session.id, *behaviour);
    if (*behaviour == CardBehaviour::timeout) co_await sleep_for(kTimeoutCardAnswers);
    co_return answer;
  }

  Task<Response> answer_challenge(Request& request) {
    const auto form = http::decode_form(request.body);
    const std::string id(request.parameter("id"));
    if (form && http::form_value(*form, "answer") == "confirm") co_return co_await pay(id, CardBehaviour::succeed);
    co_return co_await decline(id, "authentication_failed");
  }

  // Not Stripe's: lets tests and benchmarks pay without a browser.
  Task<Response> confirm(Request& request) {
    if (auto refused = check_key(request)) co_return std::move(*refused);
    auto answer = co_await pay(std::string(request.parameter("id")), CardBehaviour::succeed);
    if (answer.status == 303) co_return Response::no_content();
    co_return answer;
  }

 private:
  std::optional<Response> check_key(const Request& request) const {
    if (base::equal_secret(request.header("authorization"), "Bearer " + options_.secret_key)) return std::nullopt;
    return stripe_error(401, "api_key_invalid", "expected Authorization: Bearer <the sandbox's secret key>");
  }

  static Response to_response(const Error& error) {
    const int status = error.kind == ErrorKind::not_found ? 404 : error.kind == ErrorKind::invalid ? 400 : 500;
    return stripe_error(status, error.code, error.detail);
  }

  static std::string decline_text(std::string_view code) {
    if (code == "insufficient_funds") return "The card has insufficient funds. Try another card.";
    if (code == "authentication_failed") return "The payment was not confirmed. Try again or use another card.";
    return "The card was declined. Try another card.";
  }

  Task<Result<Stored>> read(std::string id) {
    auto item = co_await context_.store.get(session_key(id.empty() ? "-" : id));
    if (!item) co_return fail(item);
    if (!*item) co_return fail(ErrorKind::not_found, "resource_missing", "no such checkout session");
    auto session = json::read_record<Session>((*item)->body, "session " + id);
    if (!session) co_return fail(session);
    co_return Stored{std::move(*session), (*item)->version};
  }

  // A form with an amount in `field` and the session in the path (`id`) or in "checkout_session".
  template <class Decide>
  Task<Response> change_amount(Request& request, std::string what, std::string field, std::string id, Decide decide) {
    if (auto refused = check_key(request)) co_return std::move(*refused);
    const auto form = http::decode_form(request.body);
    if (!form) co_return stripe_error(400, "body_invalid", "expected application/x-www-form-urlencoded");
    const auto text = http::form_value(*form, field);
    std::int64_t amount = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
    if (error != std::errc{} || end != text.data() + text.size()) {
      co_return stripe_error(400, "parameter_invalid_integer", field + ": a whole number > 0");
    }
    if (id.empty()) id = std::string(http::form_value(*form, "checkout_session"));
    co_return co_await change_once(std::move(what), std::string(request.header("idempotency-key")), std::move(id),
                                   [&](const Stored& stored) {
                                     return decide(stored.session, stored.version, options_.webhook_url, amount, context_.random);
                                   });
  }

  // Once per key; without one every call is a change of its own.
  template <class Decide>
  Task<Response> change_once(std::string what, std::string given, std::string id, Decide decide) {
    const storage::Key key{storage::kIdempotency, what + "/" + given, ""};
    auto changed = co_await events::run<Session>(
        context_, [&](Time now) -> Task<Result<std::pair<events::Decision, Session>>> {
          auto stored = co_await read(id);
          if (!stored) co_return fail(stored);
          if (!given.empty()) {
            auto before = co_await context_.store.get(key);
            if (!before) co_return fail(before);
            if (*before) co_return std::pair(events::Decision{}, std::move(stored->session));
          }
          Result<Change> change = decide(*stored);
          if (!change) co_return fail(change);
          add_movements(change->decision, stored->session, change->session, now, context_.random);
          if (!given.empty()) {
            change->decision.write(storage::Put{
                .key = key, .body = "{}", .expires_at = now + kIdempotencyKept, .condition = storage::Absent{}});
          }
          co_return std::pair(std::move(change->decision), std::move(change->session));
        });
    if (!changed) co_return to_response(changed.error());
    co_return Response::json(200, json::write(*changed));
  }

  // Applies `decide` to the session unless it is complete already.
  template <class Decide>
  Task<Result<Session>> change(std::string id, Decide decide) {
    co_return co_await events::run<Session>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, Session>>> {
      auto stored = co_await read(id);
      if (!stored) co_return fail(stored);
      if (stored->session.status != "open") co_return std::pair(events::Decision{}, std::move(stored->session));
      Change changed = decide(*stored);
      add_movements(changed.decision, stored->session, changed.session, now, context_.random);
      co_return std::pair(std::move(changed.decision), std::move(changed.session));
    });
  }

  Task<Response> pay(std::string id, CardBehaviour how) {
    auto session = co_await change(std::move(id), [&](const Stored& stored) {
      return decide_paid(stored.session, stored.version, options_.webhook_url, how, context_.random);
    });
    if (!session) co_return html(404, gone_page());
    co_return Response::redirect(303, session->success_url);
  }

  Task<Response> decline(std::string id, std::string code) {
    auto session = co_await change(std::move(id), [&](const Stored& stored) {
      return decide_declined(stored.session, stored.version, options_.webhook_url, code, context_.random);
    });
    if (!session) co_return html(404, gone_page());
    if (session->status != "open") co_return Response::redirect(303, session->success_url);  // paid in another tab
    co_return html(402, payment_page(*session, decline_text(code)));
  }

  events::Context& context_;
  const Options options_;
};

}  // namespace

void register_routes(http::Router& router, events::Context& context, const Options& options) {
  const auto psp = std::make_shared<Psp>(context, options);
  using http::Method;
  router.add(Method::post, "/v1/checkout/sessions", [psp](Request& r) { return psp->create(r); });
  router.add(Method::get, "/v1/checkout/sessions/{id}", [psp](Request& r) { return psp->look_up(r); });
  router.add(Method::post, "/v1/checkout/sessions/{id}/sandbox-confirm", [psp](Request& r) { return psp->confirm(r); });
  router.add(Method::post, "/v1/checkout/sessions/{id}/capture", [psp](Request& r) { return psp->capture(r); });
  router.add(Method::post, "/v1/checkout/sessions/{id}/cancel", [psp](Request& r) { return psp->cancel(r); });
  router.add(Method::get, "/v1/reports/settlement", [psp](Request& r) { return psp->settlement(r); });
  router.add(Method::post, "/v1/refunds", [psp](Request& r) { return psp->refund(r); });
  router.add(Method::get, "/pay/{id}", [psp](Request& r) { return psp->show_page(r); });
  router.add(Method::post, "/pay/{id}", [psp](Request& r) { return psp->submit_card(r); });
  router.add(Method::post, "/pay/{id}/challenge", [psp](Request& r) { return psp->answer_challenge(r); });
}

}  // namespace atelier::sandbox::psp
