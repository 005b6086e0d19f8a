// Bytes of anybody as a Stripe webhook: never a crash, and never believed without the secret.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "payment/gateways/stripe/stripe_webhook.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace atelier;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto half = text.find('\n');
  const auto signature = text.substr(0, half);
  const auto body = half == std::string_view::npos ? std::string_view() : text.substr(half + 1);
  if (payment::stripe::read_webhook("a secret nobody can guess", signature, body, from_unix_ms(1'795'000'000'000))) std::abort();
  const auto notice = payment::stripe::read_event(text);
  if (notice && (notice->status.captured_minor < notice->status.refunded_minor) && notice->status.state == payment::PaymentState::captured) std::abort();
  return 0;
}
