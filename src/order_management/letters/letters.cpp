#include "order_management/letters/letters.h"

#include <algorithm>

#include "markets/addresses/address_lines.h"

namespace atelier::order_management::letters {
namespace {

// Of an event's data, what letters need; other fields are passed over.
struct Heard {
  std::string delivery;
  std::optional<Money> total;
  std::vector<RefundedLine> lines;
};
BOOST_DESCRIBE_STRUCT(Heard, (), (delivery, total, lines))

// The part of the sender's address behind the @: a Message-ID is ours to make only there.
std::string domain_of(const std::string& address) {
  const auto at = address.rfind('@');
  return at == std::string::npos ? "localhost" : address.substr(at + 1);
}

Result<void> without_value(const Result<bool>& done) { return done ? Result<void>{} : Result<void>(fail(done)); }

}  // namespace

storage::Key letter_key(const OrderId& order, const std::string& slot) { return {storage::kMails, order.text(), slot}; }

std::optional<Kind> letter_for(std::string_view event_type) {
  static constexpr std::pair<std::string_view, Kind> kLetters[] = {{"order.paid", Kind::order_confirmation},
                                                                   {"order.payment_failed", Kind::payment_failed},
                                                                   {"order.collected", Kind::shipped},
                                                                   {"order.delivery_failed", Kind::delivery_failed},
                                                                   {"order.refunded", Kind::refund}};
  const auto found = std::ranges::find(kLetters, event_type, &std::pair<std::string_view, Kind>::first);
  return found == std::end(kLetters) ? std::nullopt : std::optional(found->second);
}

Task<Result<void>> Letters::hear(events::EventRecord event) {
  const auto kind = letter_for(event.type);
  const auto order = OrderId::parse(event.subject);
  if (!kind || !order || context_.clock.now() - event.time > kStale) co_return Result<void>{};
  auto heard = json::read_record<Heard>(event.data.text, "event " + event.id.text());
  if (!heard) co_return fail(heard);
  const std::string name = boost::describe::enum_to_string(*kind, "");
  const LetterReference reference{*order, name + "/" + event.id.text()};
  Letter letter{.id = name + "." + event.id.text() + "@" + domain_of(options_.from.address), .kind = *kind, .order = *order, .delivery = heard->delivery};
  if (*kind == Kind::refund) {
    letter.refunded = heard->total;
    letter.lines = std::move(heard->lines);
  }
  co_return without_value(co_await events::run<bool>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, bool>>> {
    auto before = co_await context_.store.get(letter_key(reference.order, reference.slot));
    if (!before) co_return fail(before);
    events::Decision decision;
    if (*before) co_return std::pair(std::move(decision), false);
    letter.created_at = now;
    decision.write(storage::Put{.key = letter_key(reference.order, reference.slot), .body = json::write(letter), .condition = storage::Absent{}});
    decision.effects.push_back({.kind = kLetterEffect, .key = letter.id, .data = json::write(reference)});
    co_return std::pair(std::move(decision), true);
  }));
}

Task<Result<void>> Letters::send(events::EffectRecord effect) {
  auto reference = json::read_record<LetterReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  auto item = co_await context_.store.get(letter_key(reference->order, reference->slot));
  if (!item) co_return fail(item);
  if (!*item) co_return Result<void>{};
  auto letter = json::read_record<Letter>((*item)->body, "letter " + reference->slot);
  if (!letter) co_return fail(letter);
  if (letter->state != State::waiting) co_return Result<void>{};
  auto mail = co_await compose(*letter);
  if (!mail) co_return fail(mail);
  auto sent = co_await mailer_.send(std::move(*mail));
  if (sent) co_return co_await note(std::move(*reference), State::sent, "");
  if (sent.error().kind == ErrorKind::invalid) co_return co_await note(std::move(*reference), State::refused, sent.error().code + ": " + sent.error().detail);
  co_return fail(sent);
}

Task<Result<integration::Mail>> Letters::compose(const Letter& letter) {
  auto stored = co_await read_order(context_.store, letter.order);
  if (!stored) co_return fail(stored);
  const Order& order = stored->order;
  const std::string token = options_.token_of(order.id);
  LetterFacts facts{.kind = letter.kind,
                    .order = &order,
                    .refunded = letter.refunded,
                    .refunded_lines = letter.lines,
                    .order_url = options_.public_url + "/" + order.market + "/" + order.locale + "/orders/" + order.id.text() + "?token=" + token,
                    .media_url = options_.public_url + "/media/"};
  if (letter.kind != Kind::payment_failed) facts.invoice_url = options_.public_url + "/v1/orders/" + order.id.text() + "/invoice?token=" + token;
  if (const auto delivery = DeliveryId::parse(letter.delivery); delivery && letter.kind == Kind::shipped) {
    auto parcel = co_await read_delivery(context_.store, *delivery);
    if (parcel) facts.tracking_url = parcel->delivery.tracking_url;
  }
  auto written = write_letter(facts, texts_, forms_);
  co_return integration::Mail{.id = letter.id,
                              .date = letter.created_at,
                              .from = options_.from,
                              .to = {markets::person_name(order.shipping_address), order.email},
                              .language = order.locale,
                              .subject = std::move(written.subject),
                              .text = std::move(written.text),
                              .html = std::move(written.html)};
}

Task<Result<void>> Letters::note(LetterReference reference, State state, std::string error) {
  co_return without_value(co_await events::run<bool>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, bool>>> {
    const auto key = letter_key(reference.order, reference.slot);
    auto item = co_await context_.store.get(key);
    if (!item) co_return fail(item);
    events::Decision decision;
    if (!*item) co_return std::pair(std::move(decision), false);
    auto letter = json::read_record<Letter>((*item)->body, "letter " + reference.slot);
    if (!letter) co_return fail(letter);
    if (letter->state != State::waiting) co_return std::pair(std::move(decision), false);
    letter->state = state;
    letter->error = error;
    letter->mailer = std::string(mailer_.name());
    if (state == State::sent) letter->sent_at = now;
    decision.write(storage::Put{.key = key, .body = json::write(*letter), .condition = storage::VersionIs{(*item)->version}});
    co_return std::pair(std::move(decision), true);
  }));
}

}  // namespace atelier::order_management::letters
