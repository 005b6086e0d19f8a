// What the ERP sends and what marketing fetches, made of the configuration.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "http/router.h"
#include "integration/erp/batches.h"
#include "integration/marketing/google_categories.h"
#include "main/config/config.h"
#include "main/house.h"
#include "shopping/catalogue.h"

namespace atelier::main {

class Inbound {
 public:
  // Errors (invalid): a secret that is none, google_categories.json that cannot be read.
  static Result<std::unique_ptr<Inbound>> open(const config::Config& config, events::Context& context, const HouseRules& rules);
  // The rest is borrowed and outlives the router.
  void add_routes(http::Router& router, const HouseRules& rules, const shopping::Catalogue& catalogue, const std::string& public_url);

 private:
  Inbound(events::Context& context, item_management::TaxClasses tax_classes, integration::GoogleCategories categories, std::vector<std::string> secrets)
      : context_(context), batches_(context, std::move(tax_classes)), categories_(std::move(categories)), secrets_(std::move(secrets)) {}

  events::Context& context_;
  integration::erp::Batches batches_;
  integration::GoogleCategories categories_;
  std::vector<std::string> secrets_;  // of the ERP, as bytes
};

}  // namespace atelier::main
