#include "payment/gateways/adyen/adyen_webhook.h"

#include "base/encoding.h"
#include "payment/gateways/adyen/adyen_amount.h"
#include "payment/gateways/adyen/adyen_reference.h"
#include "security/crypto.h"

namespace atelier::payment::adyen {
namespace {

struct Wrapper {
  Item NotificationRequestItem;
};
BOOST_DESCRIBE_STRUCT(Wrapper, (), (NotificationRequestItem))
struct Message {
  std::vector<Wrapper> notificationItems;
};
BOOST_DESCRIBE_STRUCT(Message, (), (notificationItems))

std::string digest(std::string_view key, const Item& item) {
  // The order is Adyen's; an absent field is empty.
  const std::string signed_text = item.pspReference + ":" + item.originalReference + ":" + item.merchantAccountCode + ":" + item.merchantReference + ":" +
                                  std::to_string(item.amount.value) + ":" + item.amount.currency + ":" + item.eventCode + ":" + item.success;
  return security::hmac_sha256(key, signed_text);
}

std::string to_url_alphabet(std::string text) {
  while (text.ends_with('=')) text.pop_back();
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

std::optional<std::string> signature_of(const Item& item) {
  const auto found = item.additionalData.find("hmacSignature");
  if (found == item.additionalData.end()) return std::nullopt;
  const auto text = json::read<std::string>(found->second.text);
  if (!text) return std::nullopt;
  return base::from_base64url(to_url_alphabet(*text));
}

std::string failure_of(const Item& item) { return item.reason.value_or("").empty() ? "refused" : "refused_by_bank"; }

// The customer agreed, or did not.
GatewayStatus authorisation(const Item& item, bool is_manual, std::int64_t amount) {
  GatewayStatus status;
  if (item.success != "true") {
    status.failure_code = failure_of(item);  // the page stays open: another card may do
    return status;
  }
  status.provider_reference = item.pspReference;
  status.authorised_minor = amount;
  status.captured_minor = is_manual ? 0 : amount;
  status.state = is_manual ? PaymentState::authorised : PaymentState::captured;
  return status;
}

}  // namespace

std::string sign(std::string_view key, const Item& item) {
  std::string text = base::to_base64url(digest(key, item));
  for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
  return text + "=";  // 32 bytes are 43 digits
}

GatewayNotice read_item(std::string_view merchant_account, const Item& item) {
  GatewayNotice notice{.event = item.eventCode + "/" + item.pspReference + "/" + item.success};
  const auto reference = parse_reference(item.merchantReference);
  const auto currency = Currency::parse(item.amount.currency);
  if (item.merchantAccountCode != merchant_account || !reference || !currency) return notice;
  const auto amount = from_adyen_amount(item.amount.value, *currency);
  if (!amount || *amount < 0) return notice;

  const bool done = item.success == "true";
  auto& status = notice.status;
  if (item.eventCode == "AUTHORISATION") {
    status = authorisation(item, reference->is_manual, *amount);
  } else if (item.eventCode == "CAPTURE" && done) {
    status.part = PaymentPart{.reference = item.pspReference, .is_refund = false, .amount_minor = *amount};
  } else if (item.eventCode == "REFUND" && done) {
    status.part = PaymentPart{.reference = item.pspReference, .is_refund = true, .amount_minor = *amount};
  } else if (item.eventCode == "CANCELLATION" && done) {
    status.state = PaymentState::voided;
    status.is_event = status.rest_released = true;
  } else if (item.eventCode == "EXPIRE") {  // the bank's hold ran out
    status.state = PaymentState::expired;
    status.is_event = status.rest_released = true;
  } else {
    return notice;  // a part that was refused changes nothing; disputes are matched from the settlement file
  }
  notice.payment = reference->payment;
  return notice;
}

Result<Item> parse_item(std::string_view body) {
  auto message = json::read<Message>(body, json::Mode::lenient);
  if (!message) return fail(ErrorKind::invalid, "webhook_unreadable", json::to_string(message.error()));
  if (message->notificationItems.size() != 1) return fail(ErrorKind::invalid, "webhook_unreadable", "/notificationItems: expected one item");
  return std::move(message->notificationItems[0].NotificationRequestItem);
}

Result<GatewayNotice> read_webhook(std::string_view key, std::string_view merchant_account, std::string_view body) {
  const auto item = parse_item(body);
  if (!item) return fail(item);
  const auto signature = signature_of(*item);
  if (!signature) return fail(ErrorKind::denied, "signature_missing", "expected additionalData.hmacSignature");
  if (!base::equal_secret(*signature, digest(key, *item))) {
    return fail(ErrorKind::denied, "signature_wrong", "the signature does not match the message");
  }
  return read_item(merchant_account, *item);
}

}  // namespace atelier::payment::adyen
