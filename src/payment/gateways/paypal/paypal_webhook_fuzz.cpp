// Bytes of anybody as a PayPal webhook and as an order: never a crash, and no call for what cannot be PayPal's.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "payment/gateways/paypal/paypal_webhook.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace atelier;
  using namespace atelier::payment::paypal;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto asked = to_verify([&](std::string_view) { return text; }, text, "WH1", from_unix_ms(1'795'000'000'000));
  if (asked && asked->cert_url.find(".paypal.com") == std::string::npos) std::abort();
  if (const auto event = parse_event(text)) (void)what_about(*event);
  if (const auto order = json::read<Order>(text, json::Mode::lenient)) {
    const auto status = status_of(*order);
    if (status.captured_minor < 0 || status.refunded_minor < 0) std::abort();
    (void)decide_refund(*order, {100, *Currency::parse("EUR")}, "tag");
  }
  return 0;
}
