// Payments that support has to see, by what is the matter with them.
//
// An index in storage::kPaymentIndex, written in the commit that changes the payment; one that is well stands in none. Newest first, by pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/decision.h"
#include "payment/payment.h"

namespace atelier::payment {

enum class SupportList {
  failed,   // the provider said no
  expired,  // the customer never came
  unknown,  // an answer was lost and is being asked for
  refused,  // a capture, void or refund that the provider refused for good
};
BOOST_DESCRIBE_ENUM(SupportList, failed, expired, unknown, refused)

// nullopt: it is well.
std::optional<SupportList> support_list_of(const Payment& payment);

// The index's change that goes with the payment's.
void list_for_support(events::Decision& decision, const Payment& before, const Payment& after);

struct PaymentPage {
  std::vector<Payment> payments;
  std::optional<std::string> next;  // cursor
};
// At most `limit` (1 to 100) of them, from the newest month back through kMonthsListed. Error invalid "bad_cursor".
inline constexpr int kMonthsListed = 24;  // older ones are found by their number
Task<Result<PaymentPage>> list_payments(storage::Store& store, SupportList list, std::string cursor, std::size_t limit, Time now);

}  // namespace atelier::payment
