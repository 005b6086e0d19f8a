// Port: a payment provider (PSP). One conformance suite (tests/conformance) for all adapters.
//
// Card data never comes here: the customer types it on the provider's own page (PCI DSS SAQ A).
//
// Every call carries an idempotency key: the same call again gives the same answer and charges nobody twice. Errors: unavailable (it was not
// done: safe to try again or elsewhere), unknown (it may have been done: ask again under the same key), invalid and denied (the request or our key is
// wrong: a person has to look). Each call has a timeout. Any thread; answers on the caller's executor.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "base/task.h"
#include "payment/payment.h"

namespace atelier::payment {

// What a provider knows about a payment, in our words.
struct GatewayStatus {
  std::string provider_reference;
  PaymentState state = PaymentState::action_required;
  std::string redirect_url;              // the page where the customer pays, while action_required
  std::int64_t authorised_minor = 0;     // held for us at most so far, what was captured of it included; 0 where the provider does not tell
  std::int64_t captured_minor = 0;
  std::int64_t refunded_minor = 0;
  bool rest_released = false;            // captured in part, and the rest of the hold was let go (voided, failed and expired say so by themselves)
  std::string failure_code;
  bool is_event = false;  // of a message: what happened, and not how things stood, perhaps long ago. It may take an authorisation back
  std::optional<PaymentPart> part = std::nullopt;  // instead of the state and sums above, of providers that tell no sums (Adyen)
};

// A verified message of the provider. `event` is the provider's id of the message: its repeats are harmless.
struct GatewayNotice {
  std::string event;
  std::optional<PaymentId> payment;  // nullopt: about something that is not ours to know; answer 200 and forget it
  GatewayStatus status;
  bool look_up = false;  // the message only says that look_up() has something to do; `status` is empty
};

class Gateway {
 public:
  virtual ~Gateway() = default;
  virtual std::string_view name() const = 0;  // "sandbox": stands in records and in /webhooks/{provider}

  // Begins a payment and gives the page to send the customer to.
  virtual Task<Result<GatewayStatus>> create(Payment payment, std::string idempotency_key) = 0;
  // What became of it.
  virtual Task<Result<GatewayStatus>> look_up(Payment payment) = 0;
  // Takes a part of what is authorised, or all of it; parts add up. The rest stays held until it is captured or voided.
  virtual Task<Result<GatewayStatus>> capture(Payment payment, Money amount, std::string idempotency_key) = 0;
  // Releases what is authorised and not captured; a page that nobody paid on is closed (expired). Nothing that was captured comes back.
  virtual Task<Result<GatewayStatus>> void_payment(Payment payment, std::string idempotency_key) = 0;
  // Gives back a part of what was captured, or all of it; parts add up.
  virtual Task<Result<GatewayStatus>> refund(Payment payment, Money amount, std::string idempotency_key) = 0;

  // Verifies the signature and reads the message. A provider may have to be asked for it (PayPal verifies its own signatures, and an
  // approved order waits for us to take the money), hence a task. Errors: denied (forged, or older than the tolerance), invalid (not a
  // message), unavailable and unknown (the provider could not be asked: it sends the message again). `header_of` and `body` stay valid until
  // the task is done.
  using HeaderOf = std::function<std::string_view(std::string_view name)>;
  virtual Task<Result<GatewayNotice>> read_webhook(HeaderOf header_of, std::string_view body, Time now) = 0;
};

}  // namespace atelier::payment
