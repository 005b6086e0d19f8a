#include "order_management/till/till.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "base/check.h"
#include "item_management/inventory/inventory.h"
#include "item_management/inventory/movements.h"
#include "item_management/item.h"
#include "markets/format/format.h"
#include "order_management/till/receipt/receipt.h"
#include "order_management/till/receipt/words.h"

namespace atelier::order_management {

struct TillAddress {
  std::string city;
};
BOOST_DESCRIBE_STRUCT(TillAddress, (), (city))

// What the till needs of a location's record in storage::kVocabulary.
struct TillShop {
  std::string code;
  std::string kind;
  std::string country;
  std::string time_zone;
  item_management::LocalText names;
  TillAddress address;
  std::vector<std::string> lines;
};
BOOST_DESCRIBE_STRUCT(TillShop, (), (code, kind, country, time_zone, names, address, lines))

struct Tills::Shop {
  TillShop place;
  const markets::Market* market = nullptr;
};

namespace {

constexpr std::chrono::hours kIdempotencyKept{48};

// What is kept under a key.
struct SaleAnswer {
  std::string digest;
  SaleId sale;
};
BOOST_DESCRIBE_STRUCT(SaleAnswer, (), (digest, sale))

storage::Key session_key(const TillSessionId& id) { return {storage::kTillSessions, id.text(), ""}; }
storage::Key open_key(const std::string& clerk) { return {storage::kTillSessions, "open/" + clerk, ""}; }
storage::Key sale_key(const SaleId& id) { return {storage::kSales, id.text(), ""}; }
storage::Key sale_index_key(const TillSessionId& session, const SaleId& id) { return {storage::kSales, "session/" + session.text(), id.text()}; }
storage::Key idempotency_key(const TillSessionId& session, const std::string& key) {
  return {storage::kIdempotency, "sale/" + session.text() + "/" + key, ""};
}
storage::Key receipts_key(const std::string& location) { return {storage::kNumbers, "receipts/" + location, ""}; }

std::string in_locale(const item_management::LocalText& texts, const std::string& locale, const std::string& otherwise) {
  if (const auto own = texts.find(locale); own != texts.end()) return own->second;
  const auto english = texts.find("en");
  return english != texts.end() ? english->second : otherwise;
}

// "shop-paris" → "PAR"
std::string receipt_prefix(std::string_view location) {
  const auto dash = location.find('-');
  std::string prefix(location.substr(dash == std::string_view::npos ? 0 : dash + 1, 3));
  std::ranges::transform(prefix, prefix.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return prefix;
}

Money change_of(const std::vector<TillPayment>& payments, Currency currency) {
  Money change{0, currency};
  for (const auto& payment : payments) {
    if (payment.tendered) change += *payment.tendered - payment.amount;
  }
  return change;
}

// The same SKU twice is one line.
std::vector<SaleLineRequest> merged(const std::vector<SaleLineRequest>& lines) {
  std::vector<SaleLineRequest> result;
  for (const auto& line : lines) {
    const auto same = std::ranges::find(result, line.sku, &SaleLineRequest::sku);
    if (same != result.end()) {
      same->quantity += line.quantity;
    } else {
      result.push_back(line);
    }
  }
  return result;
}

void record_payments(events::Decision& decision, Sale& sale, const std::string& market, Region region, Time now, Random& random) {
  for (const auto& paid : sale.payments) {
    const auto id = PaymentId::make(region, now, random);
    sale.payment_ids.push_back(id.text());
    payment::record_offline_payment(decision, {.id = id,
                                               .reference = sale.id.text(),
                                               .means = paid.means == TillMeans::cash ? payment::Means::cash : payment::Means::card_terminal,
                                               .amount = paid.amount,
                                               .market = market,
                                               .location = sale.location,
                                               .created_at = now});
  }
}

// One more than the shop's last, in this very commit, so there is no gap.
Task<Result<std::string>> next_receipt(storage::Store& store, events::Decision& decision, std::string location, Time now) {
  auto last = co_await store.get(receipts_key(location));
  if (!last) co_return fail(last);
  const std::int64_t number = (*last ? (*last)->counter("used") : 0) + 1;
  char text[40];
  std::snprintf(text, sizeof text, "%s-%s-%06lld", receipt_prefix(location).c_str(), to_rfc3339(now).substr(0, 4).c_str(),
                static_cast<long long>(number));
  storage::Condition condition = storage::Absent{};
  if (*last) condition = storage::VersionIs{(*last)->version};
  decision.write(storage::Put{.key = receipts_key(location), .counters = {{"used", number}}, .condition = condition});
  co_return std::string(text);
}

// The money goes back to the payments of these means, the first one first. False: not that much came that way.
Task<Result<bool>> give_back(storage::Store& store, events::Decision& decision, const Sale& sale, TillMeans means, Money amount, Time now) {
  for (std::size_t i = 0; i < sale.payments.size() && i < sale.payment_ids.size() && amount.amount_minor > 0; ++i) {
    const auto id = PaymentId::parse(sale.payment_ids[i]);
    if (sale.payments[i].means != means || !id) continue;
    auto stored = co_await payment::read_payment(store, *id);
    if (!stored) co_return fail(stored);
    const auto part = std::min(amount.amount_minor, stored->payment.captured_minor - stored->payment.refunded_minor);
    if (part <= 0) continue;
    payment::refund_offline(decision, *stored, {part, amount.currency}, now);
    amount.amount_minor -= part;
  }
  co_return amount.amount_minor == 0;
}

}  // namespace

Money round_cash(std::vector<TillPayment>& payments, Currency currency, const markets::CashRounding& rule) {
  Money in_cash{0, currency};
  TillPayment* last = nullptr;
  bool all = true;
  for (auto& payment : payments) {
    if (payment.means != TillMeans::cash) {
      all = false;
      continue;
    }
    in_cash += payment.amount;
    last = &payment;
  }
  if (last == nullptr || (rule.only_if_all_is_cash && !all)) return {0, currency};
  const std::int64_t over = in_cash.amount_minor % rule.step_minor;
  const Money rounding{2 * over >= rule.step_minor ? rule.step_minor - over : -over, currency};
  if (over == 0) return {0, currency};
  last->amount += rounding;
  return rounding;
}

json::Problems check_payments(const std::vector<TillPayment>& payments, Money total) {
  json::Problems problems;
  Money sum{0, total.currency};
  for (std::size_t i = 0; i < payments.size(); ++i) {
    const auto& payment = payments[i];
    const std::string at = "/payments/" + std::to_string(i);
    if (payment.amount.currency != total.currency || payment.amount.amount_minor <= 0) {
      problems.push_back({at + "/amount", "bad_value", "more than 0 in " + std::string(total.currency.code())});
      continue;
    }
    sum += payment.amount;
    if (payment.means == TillMeans::cash) {
      const bool same = payment.tendered && payment.tendered->currency == total.currency;
      if (!same) problems.push_back({at + "/tendered", "bad_value", "what the customer gave, in the same currency"});
    } else if (payment.tendered) {
      problems.push_back({at + "/tendered", "bad_value", "null: only cash is tendered"});
    }
  }
  if (problems.empty() && sum != total) problems.push_back({"/payments", "bad_value", "amounts that add up to " + to_string(total)});
  return problems;
}

json::Problems check_tendered(const std::vector<TillPayment>& payments) {
  json::Problems problems;
  for (std::size_t i = 0; i < payments.size(); ++i) {
    if (payments[i].tendered && *payments[i].tendered < payments[i].amount) {
      problems.push_back({"/payments/" + std::to_string(i) + "/tendered", "bad_value", to_string(payments[i].amount) + " or more"});
    }
  }
  return problems;
}

Task<Result<Tills::Shop>> Tills::shop(std::string location) {
  auto item = co_await context_.store.get(item_management::vocabulary_key("location", location));
  if (!item) co_return fail(item);
  const auto unknown = fail(ErrorKind::invalid, "unknown_location", "there is no shop " + location);
  if (!*item) co_return unknown;
  auto place = json::read_record<TillShop>((*item)->body, "location " + location);
  if (!place) co_return fail(place);
  Shop found{.place = std::move(*place)};
  found.market = house_.markets.find_country(found.place.country);
  if (found.place.kind != "shop" || found.market == nullptr) co_return unknown;
  co_return found;
}

Task<Result<std::vector<TillLocation>>> Tills::places(std::vector<std::string> locations, std::string locale) {
  std::vector<TillLocation> places;
  for (const auto& code : locations) {
    auto found = co_await shop(code);
    if (!found && found.error().kind != ErrorKind::invalid) co_return fail(found);
    if (!found) continue;
    places.push_back({code, in_locale(found->place.names, locale, code), found->place.address.city, found->market->code, found->market->currency,
                      {{found->market->cash.step_minor, found->market->currency}, found->market->cash.only_if_all_is_cash}});
  }
  co_return places;
}

Task<Result<TillSession>> Tills::open(std::string clerk, std::string location, Money float_amount) {
  auto found = co_await shop(location);
  if (!found) co_return fail(found);
  const Currency currency = found->market->currency;
  if (float_amount.currency != currency || float_amount.amount_minor < 0) {
    co_return fail(ErrorKind::invalid, "wrong_currency", "float: expected 0 or more in " + std::string(currency.code()));
  }
  const Time now = context_.clock.now();
  const Money nothing{0, currency};
  const TillSession session{.id = TillSessionId::make(found->market->region, now, context_.random),
                            .location = location,
                            .location_name = in_locale(found->place.names, "en", location),
                            .market = found->market->code,
                            .currency = currency,
                            .clerk = clerk,
                            .float_ = float_amount,
                            .opened_at = now,
                            .cash_taken = nothing,
                            .card_taken = nothing,
                            .cash_refunded = nothing,
                            .card_refunded = nothing};
  events::Decision decision;
  decision.write(storage::Put{.key = open_key(clerk), .body = session.id.text(), .condition = storage::Absent{}});
  decision.write(storage::Put{.key = session_key(session.id), .body = json::write(session), .condition = storage::Absent{}});
  decision.events.push_back({.type = "till_session.opened", .subject = session.id.text(), .data = json::write(session)});
  auto committed = storage::to_result(
      co_await context_.store.commit(events::to_commit(std::move(decision), context_.region, now, context_.random)));
  if (!committed && committed.error().kind == ErrorKind::conflict) {
    co_return fail(ErrorKind::conflict, "session_already_open", "this clerk has an open session; close it first");
  }
  if (!committed) co_return fail(committed);
  co_return session;
}

Task<Result<Tills::StoredSession>> Tills::read_session(TillSessionId id, const std::string& clerk) {
  auto item = co_await context_.store.get(session_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "session_not_found", "there is no such till session");
  auto session = json::read_record<TillSession>((*item)->body, "till session " + id.text());
  if (!session) co_return fail(session);
  // A record of before there were refunds.
  if (session->cash_refunded.currency == Currency{}) session->cash_refunded = session->card_refunded = Money{0, session->currency};
  if (session->clerk != clerk) co_return fail(ErrorKind::not_found, "session_not_found", "there is no such till session of this clerk");
  co_return StoredSession{std::move(*session), (*item)->version};
}

Task<Result<std::optional<TillSession>>> Tills::current(std::string clerk) {
  auto open = co_await context_.store.get(open_key(clerk));
  if (!open) co_return fail(open);
  const auto id = *open ? TillSessionId::parse((*open)->body) : std::nullopt;
  if (!id) co_return std::optional<TillSession>{};
  auto stored = co_await read_session(*id, clerk);
  if (!stored) co_return fail(stored);
  co_return std::optional<TillSession>(std::move(stored->session));
}

Task<Result<TillSession>> Tills::close(std::string clerk, TillSessionId id, Money counted, std::string key) {
  co_return co_await events::run<TillSession>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, TillSession>>> {
    auto stored = co_await read_session(id, clerk);
    if (!stored) co_return fail(stored);
    TillSession& session = stored->session;
    const storage::Key seen = idempotency_key(id, "close/" + key);
    if (session.status == TillStatus::closed) {
      auto before = co_await context_.store.get(seen);
      if (!before) co_return fail(before);
      if (*before) co_return std::pair(events::Decision{}, session);  // the answer was lost; this is it
      co_return fail(ErrorKind::conflict, "session_closed", "this session is closed");
    }
    if (counted.currency != session.currency || counted.amount_minor < 0) {
      co_return fail(ErrorKind::invalid, "wrong_currency", "counted: expected 0 or more in " + std::string(session.currency.code()));
    }
    session.status = TillStatus::closed;
    session.closed_at = now;
    session.expected = session.float_ + session.cash_taken - session.cash_refunded;
    session.counted = counted;
    session.difference = counted - *session.expected;
    events::Decision decision;
    decision.write(storage::Put{.key = session_key(id), .body = json::write(session), .condition = storage::VersionIs{stored->version}});
    decision.write(storage::Delete{.key = open_key(clerk)});
    decision.write(storage::Put{.key = seen, .body = "{}", .expires_at = now + kIdempotencyKept, .condition = storage::Absent{}});
    decision.events.push_back({.type = "till_session.closed", .subject = id.text(), .data = json::write(session)});
    co_return std::pair(std::move(decision), session);
  });
}

Task<Result<SaleOutcome>> Tills::sell(std::string clerk, NewSale wanted, std::string key, std::string digest) {
  wanted.lines = merged(wanted.lines);
  co_return co_await events::run<SaleOutcome>(context_, [&](Time now) { return decide_sale(clerk, wanted, key, digest, now); });
}

Task<Result<Tills::Decided>> Tills::decide_sale(const std::string& clerk, const NewSale& wanted, const std::string& key, const std::string& digest,
                                                Time now) {
  auto before = co_await context_.store.get(idempotency_key(wanted.session_id, key));
  if (!before) co_return fail(before);
  if (*before) {
    auto answer = json::read_record<SaleAnswer>((*before)->body, "idempotency record");
    if (!answer) co_return fail(answer);
    if (answer->digest != digest) co_return Decided{{}, SaleKeyReused{}};
    auto sale = co_await read_sale(answer->sale);
    if (!sale) co_return fail(sale);
    co_return Decided{{}, SaleRecorded{std::move(*sale), true}};
  }
  auto stored = co_await read_session(wanted.session_id, clerk);
  if (!stored) co_return fail(stored);
  TillSession& session = stored->session;
  if (session.status == TillStatus::closed) co_return fail(ErrorKind::conflict, "session_closed", "this session is closed; open a new one");
  const auto* market = house_.markets.find(session.market);
  CHECK(market != nullptr);

  // The lines, as they are now.
  std::vector<std::string> skus;
  for (const auto& line : wanted.lines) skus.push_back(line.sku);
  auto in_shop = co_await item_management::inventory::available_at(context_.store, session.location, skus);
  if (!in_shop) co_return fail(in_shop);
  Sale sale{.id = SaleId::make(wanted.session_id.region(), now, context_.random),
            .session_id = session.id,
            .location = session.location,
            .clerk = clerk,
            .sold_at = now,
            .payments = wanted.payments};
  std::vector<PricedLine> priced;
  std::vector<std::string> sold_out;
  json::Problems problems;
  for (std::size_t i = 0; i < wanted.lines.size(); ++i) {
    const auto& line = wanted.lines[i];
    auto goods = co_await goods_.read(line.sku, *market, market->locales.front());
    if (!goods) co_return fail(goods);
    if (!*goods || !(*goods)->price) {
      problems.push_back({"/lines/" + std::to_string(i) + "/sku", "bad_value", "a SKU that this shop sells"});
      continue;
    }
    if ((*in_shop)[line.sku] < line.quantity) sold_out.push_back(line.sku);
    priced.push_back({(*goods)->tax_class, *(*goods)->price, line.quantity});
    sale.lines.push_back({.sku = line.sku,
                          .title = (*goods)->title,
                          .options = (*goods)->options,
                          .quantity = line.quantity,
                          .unit_price = *(*goods)->price,
                          .total = *(*goods)->price * line.quantity});
  }
  if (!problems.empty()) co_return Decided{{}, SaleInvalid{std::move(problems)}};
  auto basket = price_basket(priced, {}, market->currency, market->country, house_.taxes, now);
  sale.totals = std::move(basket.totals);
  for (std::size_t i = 0; i < sale.lines.size(); ++i) {
    sale.lines[i].tax_rate_percent = markets::to_percent(basket.lines[i].rate);
    sale.lines[i].tax = basket.lines[i].amount.tax;
  }
  if (auto wrong = check_payments(sale.payments, sale.totals.total); !wrong.empty()) co_return Decided{{}, SaleInvalid{std::move(wrong)}};
  if (const Money rounding = round_cash(sale.payments, market->currency, market->cash); rounding.amount_minor != 0) sale.rounding = rounding;
  if (auto wrong = check_tendered(sale.payments); !wrong.empty()) co_return Decided{{}, SaleInvalid{std::move(wrong)}};
  if (!sold_out.empty()) co_return Decided{{}, SaleSoldOut{std::move(sold_out)}};
  sale.change = change_of(sale.payments, market->currency);

  events::Decision decision;
  auto number = co_await next_receipt(context_.store, decision, session.location, now);
  if (!number) co_return fail(number);
  sale.receipt_number = std::move(*number);
  std::vector<item_management::inventory::SkuQuantity> goods_sold;
  for (const auto& line : sale.lines) goods_sold.push_back({line.sku, line.quantity});
  item_management::inventory::sell_from_shelf(decision, session.location, goods_sold, sale.id.text(), market->region, now, context_.random);
  record_payments(decision, sale, session.market, wanted.session_id.region(), now, context_.random);
  ++session.sale_count;
  for (const auto& paid : sale.payments) (paid.means == TillMeans::cash ? session.cash_taken : session.card_taken) += paid.amount;
  decision.write(storage::Put{.key = session_key(session.id), .body = json::write(session), .condition = storage::VersionIs{stored->version}});
  decision.write(storage::Put{.key = sale_key(sale.id), .body = json::write(sale), .condition = storage::Absent{}});
  decision.write(storage::Put{.key = sale_index_key(session.id, sale.id), .body = sale.receipt_number});
  decision.write(storage::Put{.key = idempotency_key(session.id, key),
                              .body = json::write(SaleAnswer{digest, sale.id}),
                              .expires_at = now + kIdempotencyKept,
                              .condition = storage::Absent{}});
  decision.events.push_back({.type = "sale.recorded", .subject = sale.id.text(), .data = json::write(sale)});
  co_return Decided{std::move(decision), SaleRecorded{std::move(sale), false}};
}

std::expected<Money, json::Problems> refund_amount(const Sale& sale, const std::vector<SaleLineRequest>& lines) {
  std::map<std::string, int> left;
  for (const auto& line : sale.lines) left[line.sku] += line.quantity;
  for (const auto& refund : sale.refunds) {
    for (const auto& line : refund.lines) left[line.sku] -= line.quantity;
  }
  Money amount{0, sale.totals.total.currency};
  json::Problems problems;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto sold = std::ranges::find(sale.lines, lines[i].sku, &SaleLine::sku);
    const std::string at = "/lines/" + std::to_string(i);
    if (sold == sale.lines.end()) {
      problems.push_back({at + "/sku", "bad_value", "a SKU of this sale"});
    } else if (lines[i].quantity < 1 || (left[lines[i].sku] -= lines[i].quantity) < 0) {
      problems.push_back({at + "/quantity", "out_of_range", "1 or more, and no more than was sold and did not come back yet"});
    } else {
      amount += sold->unit_price * lines[i].quantity;
    }
  }
  if (lines.empty()) problems.push_back({"/lines", "out_of_range", "1 line or more"});
  if (!problems.empty()) return std::unexpected(std::move(problems));
  return amount;
}

Task<Result<Tills::Decided>> Tills::decide_refund(const std::string& clerk, const SaleId& id, const NewRefund& wanted, const std::string& key,
                                                  const std::string& digest, Time now) {
  const storage::Key seen = idempotency_key(wanted.session_id, "refund/" + key);
  auto before = co_await context_.store.get(seen);
  if (!before) co_return fail(before);
  auto item = co_await context_.store.get(sale_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "sale_not_found", "there is no such sale");
  auto sale = json::read_record<Sale>((*item)->body, "sale " + id.text());
  if (!sale) co_return fail(sale);
  if (*before) {
    auto answer = json::read_record<SaleAnswer>((*before)->body, "idempotency record");
    if (!answer) co_return fail(answer);
    if (answer->digest != digest || answer->sale != id) co_return Decided{{}, SaleKeyReused{}};
    co_return Decided{{}, SaleRecorded{std::move(*sale), true}};
  }
  auto stored = co_await read_session(wanted.session_id, clerk);
  if (!stored) co_return fail(stored);
  TillSession& session = stored->session;
  if (session.status == TillStatus::closed) co_return fail(ErrorKind::conflict, "session_closed", "this session is closed; open a new one");
  if (session.location != sale->location) co_return fail(ErrorKind::conflict, "other_shop", "this was sold in another shop: " + sale->location);
  const auto amount = refund_amount(*sale, wanted.lines);
  if (!amount) co_return Decided{{}, SaleInvalid{amount.error()}};

  events::Decision decision;
  auto given = co_await give_back(context_.store, decision, *sale, wanted.means, *amount, now);
  if (!given) co_return fail(given);
  if (!*given) co_return Decided{{}, SaleInvalid{{{"/means", "bad_value", "the means it was paid with: money goes back the way it came"}}}};
  auto number = co_await next_receipt(context_.store, decision, session.location, now);
  if (!number) co_return fail(number);
  namespace inventory = item_management::inventory;
  const inventory::Place shelf{session.location, inventory::PlaceKind::shop, wanted.session_id.region()};
  for (const auto& line : merged(wanted.lines)) {
    const inventory::Note note{.reason = wanted.reason, .reference = id.text(), .by = clerk};
    const auto back = inventory::decide_return(decision, shelf, {line.sku, line.quantity}, note, now, context_.random);
    if (!back) co_return Decided{{}, SaleInvalid{{{"/lines", "out_of_range", "quantities that a shelf takes"}}}};
  }
  ++session.refund_count;
  (wanted.means == TillMeans::cash ? session.cash_refunded : session.card_refunded) += *amount;
  sale->refunds.push_back({.receipt_number = std::move(*number),
                           .session_id = session.id,
                           .clerk = clerk,
                           .refunded_at = now,
                           .lines = wanted.lines,
                           .amount = *amount,
                           .means = wanted.means,
                           .terminal_reference = wanted.terminal_reference,
                           .reason = wanted.reason});
  decision.write(storage::Put{.key = session_key(session.id), .body = json::write(session), .condition = storage::VersionIs{stored->version}});
  decision.write(storage::Put{.key = sale_key(id), .body = json::write(*sale), .condition = storage::VersionIs{(*item)->version}});
  decision.write(storage::Put{
      .key = seen, .body = json::write(SaleAnswer{digest, id}), .expires_at = now + kIdempotencyKept, .condition = storage::Absent{}});
  decision.events.push_back({.type = "sale.refunded", .subject = id.text(), .data = json::write(sale->refunds.back())});
  co_return Decided{std::move(decision), SaleRecorded{std::move(*sale), false}};
}

Task<Result<SaleOutcome>> Tills::refund(std::string clerk, SaleId sale, NewRefund wanted, std::string key, std::string digest) {
  co_return co_await events::run<SaleOutcome>(context_, [&](Time now) { return decide_refund(clerk, sale, wanted, key, digest, now); });
}

Task<Result<Sale>> Tills::read_sale(SaleId id) {
  auto item = co_await context_.store.get(sale_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "sale_not_found", "there is no such sale");
  co_return json::read_record<Sale>((*item)->body, "sale " + id.text());
}

Task<Result<Tills::SalePage>> Tills::sales(TillSessionId session, std::optional<std::string> after, std::size_t limit) {
  auto page = co_await context_.store.query(
      {.table = storage::kSales, .partition = "session/" + session.text(), .after = std::move(after), .descending = true, .limit = limit});
  if (!page) co_return fail(page);
  SalePage result{.next = std::move(page->next)};
  for (const auto& entry : page->items) {
    const auto id = SaleId::parse(entry.key.sort);
    if (!id) continue;
    auto sale = co_await read_sale(*id);
    if (!sale) co_return fail(sale);
    result.sales.push_back(std::move(*sale));
  }
  co_return result;
}

Task<Result<Tills::Found>> Tills::find(std::string code, std::string location, std::string locale) {
  auto place = co_await shop(location);
  if (!place) co_return fail(place);
  auto found = co_await goods_.find(code, *place->market, locale);
  if (!found) co_return fail(found);
  std::vector<std::string> skus;
  for (const auto& goods : found->variants) skus.push_back(goods.sku);
  auto in_shop = co_await item_management::inventory::available_at(context_.store, location, skus);
  if (!in_shop) co_return fail(in_shop);
  Found result{.matched_sku = found->matched_sku};
  for (auto& goods : found->variants) {
    if (goods.price) result.variants.push_back({goods, (*in_shop)[goods.sku]});
  }
  co_return result;
}

Task<Result<std::string>> Tills::receipt(const Sale& sale, bool roll, std::string locale) {
  auto place = co_await shop(sale.location);
  if (!place) co_return fail(place);
  const auto& words = till::receipt_words(locale);
  const auto money = [&](Money amount) { return markets::format_money(amount, locale); };
  till::ReceiptText text{.house = "Maison Verrane",
                         .shop = place->place.lines,
                         .title = words.receipt + " " + sale.receipt_number,
                         .facts = {{words.sold_by, sale.clerk}, {words.date, markets::format_time(sale.sold_at, locale, place->place.time_zone)}},
                         .footer = words.thanks,
                         .locale = locale,
                         .made_at = to_unix_ms(sale.sold_at) / 1000};
  for (const auto& line : sale.lines) {
    std::string details;
    for (const auto& option : line.options) details += (details.empty() ? "" : " · ") + option.label;
    text.lines.push_back({line.title, details + (details.empty() ? "" : " · ") + line.sku,
                          std::to_string(line.quantity) + " × " + money(line.unit_price), money(line.total)});
  }
  text.totals.emplace_back(words.total, money(sale.totals.total));
  for (const auto& tax : sale.totals.tax_lines) {
    text.taxes.emplace_back(words.of_which + " " + tax.name + " " + tax.rate_percent + " %", money(tax.tax));
    text.taxes.emplace_back(words.net, money(tax.net));
  }
  if (sale.rounding) text.payments.emplace_back(words.rounding, money(*sale.rounding));
  for (const auto& paid : sale.payments) {
    text.payments.emplace_back(paid.means == TillMeans::cash ? words.cash : words.card, money(paid.tendered ? *paid.tendered : paid.amount));
  }
  if (sale.change.amount_minor > 0) text.payments.emplace_back(words.change, money(sale.change));
  for (const auto& back : sale.refunds) {
    text.payments.emplace_back(back.receipt_number + " " + (back.means == TillMeans::cash ? words.cash : words.card),
                               money(Money{-back.amount.amount_minor, back.amount.currency}));
  }
  co_return till::render_receipt(text, roll ? till::Paper::roll_80mm : till::Paper::a4);
}

}  // namespace atelier::order_management
