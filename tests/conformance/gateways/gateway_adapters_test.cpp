// The adapters of the payment gateway port, each under the whole suite.
#include "gateways_under_test.h"

namespace atelier::payment::conformance {

namespace {
const auto kAdapters = testing::Values(Adapter{"sandbox", sandbox_under_test}, Adapter{"stripe", stripe_under_test}, Adapter{"adyen", adyen_under_test}, Adapter{"paypal", paypal_under_test});
const auto kName = [](const testing::TestParamInfo<Adapter>& info) { return info.param.name; };
}  // namespace

INSTANTIATE_TEST_SUITE_P(Gateways, GatewayConformance, kAdapters, kName);
INSTANTIATE_TEST_SUITE_P(Gateways, GatewayFaults, kAdapters, kName);

}  // namespace atelier::payment::conformance
