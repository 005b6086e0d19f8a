// One GatewayUnderTest a provider.
#pragma once

#include <cstdlib>

#include "gateway_conformance.h"

namespace atelier::payment::conformance {

std::unique_ptr<GatewayUnderTest> sandbox_under_test();
std::unique_ptr<GatewayUnderTest> stripe_under_test();
std::unique_ptr<GatewayUnderTest> adyen_under_test();
std::unique_ptr<GatewayUnderTest> paypal_under_test();

// Where the adapter finds the provider: the fake itself, or what stands before it and holds both sides against the provider's specification
// (gateway_specifications_test.py sets ATELIER_SPECIFIED_<PROVIDER>).
inline std::string base_url(const std::string& provider, const ProviderFake& fake) {
  const char* before = std::getenv(("ATELIER_SPECIFIED_" + provider).c_str());
  return before ? before : fake.url();
}

}  // namespace atelier::payment::conformance
