#include "payment/payment.h"

#include "base/check.h"
#include "payment/ledger.h"
#include "payment/processing.h"

namespace atelier::payment {

storage::Key payment_key(const PaymentId& id) { return {storage::kPayments, id.text(), ""}; }

void create_payment(events::Decision& decision, const NewPayment& payment) {
  CHECK(payment.amount.amount_minor > 0, "a payment asks for something");
  const Payment record{.id = payment.id,
                       .reference = payment.reference,
                       .amount = payment.amount,
                       .capture_mode = payment.capture_mode,
                       .market = payment.market,
                       .locale = payment.locale,
                       .email = payment.email,
                       .return_url = payment.return_url,
                       .provider = payment.provider,
                       .created_at = payment.created_at,
                       .updated_at = payment.created_at};
  decision.write(storage::Put{.key = payment_key(payment.id), .body = json::write(record), .condition = storage::Absent{}});
  decision.effects.push_back(
      {.kind = kCreateEffect, .key = payment.id.text(), .data = json::write(PaymentReference{payment.id})});
}

void record_offline_payment(events::Decision& decision, const OfflinePayment& payment) {
  CHECK(payment.means != Means::online, "an online payment goes through a provider");
  Payment record{.id = payment.id,
                 .reference = payment.reference,
                 .means = payment.means,
                 .state = PaymentState::captured,
                 .amount = payment.amount,
                 .authorised_minor = payment.amount.amount_minor,
                 .captured_minor = payment.amount.amount_minor,
                 .location = payment.location,
                 .market = payment.market,
                 .created_at = payment.created_at,
                 .updated_at = payment.created_at};
  Payment nothing = record;
  nothing.authorised_minor = nothing.captured_minor = 0;
  book(decision, nothing, record, payment.created_at);
  decision.write(storage::Put{.key = payment_key(payment.id), .body = json::write(record), .condition = storage::Absent{}});
  decision.events.push_back({.type = "payment.captured", .subject = payment.reference, .data = json::write(record)});
}

void refund_offline(events::Decision& decision, const StoredPayment& stored, Money amount, Time now) {
  const Payment& before = stored.payment;
  CHECK(before.means != Means::online, "an online payment is refunded through its provider");
  CHECK(amount.currency == before.amount.currency && amount.amount_minor > 0, "a refund gives something back");
  CHECK(amount.amount_minor <= before.captured_minor - before.refunded_minor, "never more goes back than came");
  Payment after = before;
  after.refunded_minor += amount.amount_minor;
  if (after.refunded_minor == after.captured_minor) after.state = PaymentState::refunded;
  after.updated_at = now;
  book(decision, before, after, now);
  decision.write(storage::Put{
      .key = payment_key(after.id), .body = json::write(after), .condition = storage::VersionIs{stored.version}});
  decision.events.push_back({.type = "payment.refunded", .subject = after.reference, .data = json::write(after)});
}

Task<Result<StoredPayment>> read_payment(storage::Store& store, PaymentId id) {
  auto item = co_await store.get(payment_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "payment_not_found", "there is no payment " + id.text());
  auto payment = json::read_record<Payment>((*item)->body, "payment " + id.text());
  if (!payment) co_return fail(payment);
  co_return StoredPayment{std::move(*payment), (*item)->version};
}

}  // namespace atelier::payment
