#include "payment/gateways/adyen/adyen_reference.h"

namespace atelier::payment::adyen {
namespace {
constexpr std::string_view kManual = "/manual";
}

std::string reference_of(const Payment& payment) {
  return payment.id.text() + (payment.capture_mode == CaptureMode::manual ? std::string(kManual) : "");
}

std::string part_reference_of(const Payment& payment) { return payment.id.text() + "/part"; }

std::optional<Reference> parse_reference(std::string_view text) {
  const auto slash = std::min(text.find('/'), text.size());
  auto id = PaymentId::parse(text.substr(0, slash));
  if (!id) return std::nullopt;
  return Reference{std::move(*id), text.substr(slash) == kManual};
}

}  // namespace atelier::payment::adyen
