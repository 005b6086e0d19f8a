// What an Adyen webhook (JSON, one item a message) says. Pure; the bytes are anybody's until the signature is verified.
#pragma once

#include <string>
#include <string_view>

#include "json/json.h"
#include "payment/gateway.h"

namespace atelier::payment::adyen {

struct Amount {
  std::string currency;
  std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(Amount, (), (currency, value))

// An item's fields that are signed, and what else we read.
struct Item {
  std::string pspReference;
  std::string originalReference;
  std::string merchantAccountCode;
  std::string merchantReference;
  Amount amount;
  std::string eventCode;
  std::string success;  // "true", "false"
  std::optional<std::string> reason;
  std::map<std::string, json::Raw> additionalData;
};
BOOST_DESCRIBE_STRUCT(Item, (), (pspReference, originalReference, merchantAccountCode, merchantReference, amount, eventCode, success, reason, additionalData))

// Base64 of HMAC-SHA256 (`key`: its bytes) over the eight fields.
std::string sign(std::string_view key, const Item& item);

// Errors: denied (unsigned, forged), invalid (not a message of one item).
Result<GatewayNotice> read_webhook(std::string_view key, std::string_view merchant_account, std::string_view body);

// What the item says, the signature aside.
GatewayNotice read_item(std::string_view merchant_account, const Item& item);
Result<Item> parse_item(std::string_view body);

}  // namespace atelier::payment::adyen
