// Bytes of anybody as an Adyen webhook: never a crash, and never believed without the key.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "payment/gateways/adyen/adyen_webhook.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace atelier::payment;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (adyen::read_webhook("a key nobody can guess", "House", text)) std::abort();
  if (const auto item = adyen::parse_item(text)) {
    const auto notice = adyen::read_item(item->merchantAccountCode, *item);
    if (notice.status.captured_minor < 0 || (notice.status.part && notice.status.part->amount_minor < 0)) std::abort();
  }
  return 0;
}
