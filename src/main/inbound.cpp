#include "main/inbound.h"

#include <sstream>

#include "api/integration/erp.h"
#include "api/integration/feeds.h"
#include "integration/subscribers/signature.h"

namespace atelier::main {

Result<std::unique_ptr<Inbound>> Inbound::open(const config::Config& config, events::Context& context, const HouseRules& rules) {
  std::vector<std::string> secrets;
  std::istringstream words(config.erp.secrets);
  for (std::string word; words >> word;) {
    auto secret = integration::read_secret(word);
    if (!secret) return fail(ErrorKind::invalid, "bad_value", "erp.secrets: " + secret.error().detail);
    secrets.push_back(std::move(*secret));
  }
  auto categories = integration::load_google_categories(config.site.markets + "/google_categories.json");
  if (!categories) return fail(categories);
  return std::unique_ptr<Inbound>(new Inbound(context, rules.taxes.classes(), std::move(*categories), std::move(secrets)));
}

void Inbound::add_routes(http::Router& router, const HouseRules& rules, const shopping::Catalogue& catalogue, const std::string& public_url) {
  api::register_erp_routes(router, context_, batches_, secrets_);
  api::register_feed_routes(router, {.catalogue = catalogue, .markets = rules.markets, .shipping = rules.shipping, .categories = categories_,
                                     .clock = context_.clock, .public_url = public_url, .title = public_url});
}

}  // namespace atelier::main
