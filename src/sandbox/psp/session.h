// A checkout session of the sandbox PSP, in the shape of Stripe's, and what each test card does to it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "events/decision.h"
#include "http/form.h"
#include "json/json.h"
#include "sandbox/webhook.h"

namespace atelier::sandbox::psp {

struct Session {
  std::string id;  // "cs_sandbox_…"
  std::string object = "checkout.session";
  std::string url;  // the hosted payment page
  std::string status = "open";            // open, complete, expired, canceled
  std::string payment_status = "unpaid";  // unpaid, paid (once something was captured)
  std::string capture_method = "automatic";  // automatic, manual
  std::string payment_intent;
  std::string client_reference_id;
  std::string customer_email;
  std::string description;
  std::string currency;  // lower case, as Stripe writes it
  std::string locale;
  std::int64_t amount_total = 0;
  std::int64_t amount_authorised = 0;
  std::int64_t amount_captured = 0;
  std::int64_t amount_refunded = 0;
  std::optional<std::string> last_payment_error;
  std::string success_url;
  std::string cancel_url;
  std::int64_t created = 0;  // unix seconds
};
BOOST_DESCRIBE_STRUCT(Session, (), (id, object, url, status, payment_status, capture_method, payment_intent, client_reference_id, customer_email,
                                    description, currency, locale, amount_total, amount_authorised, amount_captured, amount_refunded, last_payment_error, success_url,
                                    cancel_url, created))

// What a card does. The numbers are Stripe's test numbers where Stripe has one for it (docs.stripe.com/testing).
enum class CardBehaviour {
  succeed,            // 4242 4242 4242 4242, and any other number
  decline,            // 4000 0000 0000 0002
  insufficient_funds, // 4000 0000 0000 9995
  challenge,          // 4000 0025 0000 3155: 3-D Secure
  timeout,            // 4000 0000 0000 6975: charged, and the page answers only after 30 s
  late_webhook,       // 4000 0000 0000 0077: charged, the webhook comes 20 s later
  duplicate_webhook,  // 4000 0000 0000 0101: charged, the webhook comes three times
};
struct TestCard {
  std::string_view number;
  CardBehaviour behaviour;
  std::string_view meaning;
};
std::span<const TestCard> test_cards();
// nullopt: not a card number (12 to 19 digits with a right Luhn digit).
std::optional<CardBehaviour> behaviour_of(std::string_view number);

// The session that a form of POST /v1/checkout/sessions asks for, or what is wrong with it.
Result<Session> decide_session(const http::Form& form, std::string_view base_url, Time now, Random& random);

// Paid, declined, captured, canceled or refunded: the session after it, with the webhooks that tell of it.
struct Change {
  Session session;
  events::Decision decision;
};
Change decide_paid(const Session& session, std::uint64_t version, std::string_view webhook_url, CardBehaviour how, Random& random);
Change decide_declined(const Session& session, std::uint64_t version, std::string_view webhook_url, std::string code, Random& random);
// A part of what is held. What is held stays held until all of it is captured or the rest is canceled.
Result<Change> decide_capture(const Session& session, std::uint64_t version, std::string_view webhook_url, std::int64_t amount,
                              Random& random);
// Releases what is held and not captured; an open session expires. Error: nothing is held any longer.
Result<Change> decide_cancel(const Session& session, std::uint64_t version, std::string_view webhook_url, Random& random);
Result<Change> decide_refund(const Session& session, std::uint64_t version, std::string_view webhook_url, std::int64_t amount,
                             Random& random);

storage::Key session_key(std::string_view id);

}  // namespace atelier::sandbox::psp
