// What an order's customer gets on paper and by mail: invoices, credit notes and letters, with their consumers of the journal, their effect and
// their routes.
#pragma once

#include <memory>

#include "events/relay.h"
#include "http/router.h"
#include "integration/mail/mail.h"
#include "main/config/config.h"
#include "main/event_stream.h"
#include "main/house.h"
#include "order_management/documents/documents.h"
#include "order_management/letters/letters.h"
#include "order_management/orders/orders.h"

namespace atelier::main {

class Paperwork {
 public:
  // Reads sellers.toml, documents.json and letters.json of the house's folder. All but `config` is borrowed.
  static Result<std::unique_ptr<Paperwork>> open(const config::Config& config, events::Context& context, storage::Blobs& blobs, const HouseRules& house,
                                                 order_management::Orders& orders, const std::string& public_url);

  void add_effects(events::Relay& relay);
  void add_consumers(EventStream& stream);
  void add_routes(http::Router& router);

 private:
  Task<Result<void>> issue(events::EventRecord event);

  Paperwork(events::Context& context, order_management::Orders& orders, order_management::documents::Rules rules, order_management::letters::TextsByLanguage texts)
      : context_(context), orders_(orders), rules_(std::move(rules)), texts_(std::move(texts)) {}

  events::Context& context_;
  order_management::Orders& orders_;
  const order_management::documents::Rules rules_;
  const order_management::letters::TextsByLanguage texts_;
  std::unique_ptr<integration::Mailer> mailer_;
  std::unique_ptr<order_management::documents::Documents> documents_;
  std::unique_ptr<order_management::letters::Letters> letters_;
};

}  // namespace atelier::main
