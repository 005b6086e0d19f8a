// Providers by name and by market. Immutable after start; any thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "payment/gateway.h"

namespace atelier::payment {

class Gateways {
 public:
  // The order of adding is the order of preference where nothing else is said.
  void add(std::unique_ptr<Gateway> gateway);
  // The providers of a market, the preferred one first. Names that were not added are passed over.
  void prefer(std::string market, std::vector<std::string> providers);

  Gateway* find(std::string_view name) const;
  // Who may be asked for payments of a market, the preferred one first; empty: no online payments.
  std::vector<Gateway*> for_market(std::string_view market) const;
  // Is this provider offered in the market?
  bool offers(std::string_view market, std::string_view provider) const;

 private:
  std::vector<std::unique_ptr<Gateway>> gateways_;
  std::map<std::string, std::vector<std::string>, std::less<>> preferred_;
};

}  // namespace atelier::payment
