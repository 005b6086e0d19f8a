#include "payment/payment_lists.h"

#include <chrono>

namespace atelier::payment {
namespace {

std::string month_of(Time time) { return to_rfc3339(time).substr(0, 7); }

storage::Key index_key(SupportList list, const Payment& payment) {
  return {storage::kPaymentIndex, std::string(boost::describe::enum_to_string(list, "")) + "/" + month_of(payment.created_at),
          payment.id.text()};
}

// "2026-11" of the month before.
std::string month_before(const std::string& month) {
  const auto first = parse_rfc3339(month + "-01T00:00:00Z");
  return first ? month_of(*first - std::chrono::hours{1}) : month;
}

}  // namespace

std::optional<SupportList> support_list_of(const Payment& payment) {
  if (!payment.refused.empty()) return SupportList::refused;
  if (!payment.unresolved.empty() || payment.state == PaymentState::unknown) return SupportList::unknown;
  if (payment.state == PaymentState::failed) return SupportList::failed;
  if (payment.state == PaymentState::expired) return SupportList::expired;
  return std::nullopt;
}

void list_for_support(events::Decision& decision, const Payment& before, const Payment& after) {
  const auto was = support_list_of(before);
  const auto is = support_list_of(after);
  if (was == is) return;
  if (was) decision.write(storage::Delete{.key = index_key(*was, before)});
  if (is) decision.write(storage::Put{.key = index_key(*is, after), .body = "{}"});
}

Task<Result<PaymentPage>> list_payments(storage::Store& store, SupportList list, std::string cursor, std::size_t limit, Time now) {
  PaymentPage page;
  std::string month = month_of(now);
  std::optional<std::string> after;
  if (!cursor.empty()) {
    if (cursor.size() < 9 || cursor[7] != '/' || !parse_rfc3339(cursor.substr(0, 7) + "-01T00:00:00Z")) {
      co_return fail(ErrorKind::invalid, "bad_cursor", "cursor: expected the one that the page before gave");
    }
    month = cursor.substr(0, 7);
    after = cursor.substr(8);
  }
  const std::string prefix = std::string(boost::describe::enum_to_string(list, "")) + "/";
  for (int i = 0; i < kMonthsListed; ++i, month = month_before(month), after.reset()) {
    auto found = co_await store.query({.table = storage::kPaymentIndex,
                                       .partition = prefix + month,
                                       .after = after,
                                       .descending = true,
                                       .limit = limit - page.payments.size()});
    if (!found) co_return fail(found);
    for (const auto& item : found->items) {
      const auto id = PaymentId::parse(item.key.sort);
      auto stored = id ? co_await read_payment(store, *id) : Result<StoredPayment>(fail(ErrorKind::not_found, "payment_not_found"));
      if (stored) page.payments.push_back(std::move(stored->payment));
    }
    if (found->next) {
      page.next = month + "/" + *found->next;
      co_return page;
    }
    if (page.payments.size() >= limit) {
      page.next = month + "/" + page.payments.back().id.text();
      co_return page;
    }
  }
  co_return page;
}

}  // namespace atelier::payment
