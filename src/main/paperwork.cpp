#include "main/paperwork.h"

#include "api/documents/documents.h"
#include "integration/mail/folder/mail_folder.h"
#include "integration/mail/smtp/smtp_mailer.h"
#include "order_management/orders/order_event.h"

namespace atelier::main {
namespace {

namespace documents = order_management::documents;
namespace letters = order_management::letters;

Result<std::unique_ptr<integration::Mailer>> make_mailer(const config::Config& config) {
  const auto& mail = config.mail;
  if (mail.smtp_host.empty()) return integration::make_mail_folder(mail.folder.empty() ? config.store.data + "/mail" : mail.folder);
  using enum integration::SmtpSecurity;
  const bool known = mail.smtp_security == "starttls" || mail.smtp_security == "tls" || mail.smtp_security == "none";
  if (!known) return fail(ErrorKind::invalid, "bad_value", "mail.smtp_security: expected starttls, tls or none");
  return integration::make_smtp_mailer({.host = mail.smtp_host,
                                        .port = static_cast<int>(mail.smtp_port),
                                        .security = mail.smtp_security == "tls" ? tls : mail.smtp_security == "none" ? none : starttls,
                                        .user = mail.smtp_user,
                                        .password = mail.smtp_password,
                                        .helo = mail.smtp_helo.empty() ? "localhost" : mail.smtp_helo,
                                        .ca_file = mail.smtp_ca_file,
                                        .timeout = Milliseconds{mail.timeout_ms}});
}

}  // namespace

Result<std::unique_ptr<Paperwork>> Paperwork::open(const config::Config& config, events::Context& context, storage::Blobs& blobs, const HouseRules& house,
                                                   order_management::Orders& orders, const std::string& public_url) {
  auto rules = documents::load_rules(config.site.markets, house.markets);
  if (!rules) return fail(rules);
  auto texts = letters::load_texts(config.site.markets + "/letters.json");
  if (!texts) return fail(texts);
  auto mailer = make_mailer(config);
  if (!mailer) return fail(mailer);
  std::unique_ptr<Paperwork> made(new Paperwork(context, orders, std::move(*rules), std::move(*texts)));
  made->mailer_ = std::move(*mailer);
  made->documents_ = std::make_unique<documents::Documents>(context, blobs, made->rules_, house.addresses);
  made->letters_ = std::make_unique<letters::Letters>(context, *made->mailer_, made->texts_, house.addresses,
                                                      letters::Letters::Options{.from = {config.mail.from_name, config.mail.from},
                                                                                .public_url = public_url,
                                                                                .token_of = [&orders](const OrderId& id) { return orders.token_of(id); }});
  return made;
}

void Paperwork::add_effects(events::Relay& relay) {
  relay.handle(letters::kLetterEffect, [this](events::EffectRecord effect) { return letters_->send(std::move(effect)); });
}

void Paperwork::add_consumers(EventStream& stream) {
  stream.subscribe({.name = "invoices", .types = {order_management::event::kPaid, order_management::event::kRefunded}},
                   [this](events::Message message) { return issue(std::move(message.event)); });
  stream.subscribe({.name = "letters", .types = {"order."}}, [this](events::Message message) { return letters_->hear(std::move(message.event)); });
}

Task<Result<void>> Paperwork::issue(events::EventRecord event) {
  const auto order = OrderId::parse(event.subject);
  if (!order) co_return Result<void>{};
  Result<documents::Document> issued = fail(ErrorKind::not_found, "document_not_found");
  if (event.type == order_management::event::kRefunded) {
    auto told = json::read_record<order_management::OrderEvent>(event.data.text, "event " + event.id.text());
    if (!told) co_return fail(told);
    if (told->refund) issued = co_await documents_->credit_note(*order, *told->refund);
  } else {
    issued = co_await documents_->invoice(*order);
  }
  // What is not there will not come by asking again.
  if (!issued && issued.error().kind != ErrorKind::not_found) co_return fail(issued);
  co_return Result<void>{};
}

void Paperwork::add_routes(http::Router& router) { api::register_document_routes(router, {context_, orders_, *documents_}); }

}  // namespace atelier::main
