#include "payment/gateways.h"

#include <algorithm>

namespace atelier::payment {

void Gateways::add(std::unique_ptr<Gateway> gateway) { gateways_.push_back(std::move(gateway)); }

void Gateways::prefer(std::string market, std::vector<std::string> providers) { preferred_[std::move(market)] = std::move(providers); }

Gateway* Gateways::find(std::string_view name) const {
  const auto found = std::ranges::find(gateways_, name, [](const auto& gateway) { return gateway->name(); });
  return found == gateways_.end() ? nullptr : found->get();
}

std::vector<Gateway*> Gateways::for_market(std::string_view market) const {
  std::vector<Gateway*> asked;
  if (const auto preferred = preferred_.find(market); preferred != preferred_.end()) {
    for (const auto& name : preferred->second) {
      if (auto* gateway = find(name)) asked.push_back(gateway);
    }
    return asked;
  }
  for (const auto& gateway : gateways_) asked.push_back(gateway.get());
  return asked;
}

bool Gateways::offers(std::string_view market, std::string_view provider) const {
  return std::ranges::any_of(for_market(market), [&](const Gateway* gateway) { return gateway->name() == provider; });
}

}  // namespace atelier::payment
