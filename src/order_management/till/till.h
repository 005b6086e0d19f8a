// The till: sessions with a float, sales from the shop's shelf, and the count at the end of the day.
//
// A sale is one commit: stock of the shop, payments (recorded as captured: the clerk has checked them), the session's totals, the receipt's
// number, the idempotency record. Receipts of a shop are numbered without gaps. Any thread.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "events/decision.h"
#include "json/json.h"
#include "order_management/cart/carts.h"
#include "order_management/goods.h"
#include "order_management/totals.h"
#include "payment/payment.h"

namespace atelier::order_management {

// The market's rule (config/markets.toml), for a till that shows what is due in cash before it asks.
struct CashStep {
  Money step;
  bool only_if_all_is_cash = false;
};
BOOST_DESCRIBE_STRUCT(CashStep, (), (step, only_if_all_is_cash))

struct TillLocation {
  std::string location;  // "shop-paris"
  std::string name;
  std::string city;
  std::string market;
  Currency currency;
  CashStep cash_rounding;
};
BOOST_DESCRIBE_STRUCT(TillLocation, (), (location, name, city, market, currency, cash_rounding))

enum class TillStatus { open, closed };
BOOST_DESCRIBE_ENUM(TillStatus, open, closed)

struct TillSession {
  TillSessionId id;
  std::string location;
  std::string location_name;
  std::string market;
  Currency currency;
  std::string clerk;
  TillStatus status = TillStatus::open;
  Money float_;  // cash in the drawer at the beginning
  Time opened_at{};
  json::Nullable<Time> closed_at;
  int sale_count = 0;
  Money cash_taken;  // net of change
  Money card_taken;
  int refund_count = 0;
  Money cash_refunded;
  Money card_refunded;
  json::Nullable<Money> expected;  // float plus cash taken less cash refunded; null while open
  json::Nullable<Money> counted;
  json::Nullable<Money> difference;  // counted - expected
};
BOOST_DESCRIBE_STRUCT(TillSession, (), (id, location, location_name, market, currency, clerk, status, float_, opened_at, closed_at, sale_count,
                                        cash_taken, card_taken, refund_count, cash_refunded, card_refunded, expected, counted, difference))

enum class TillMeans { cash, card };
BOOST_DESCRIBE_ENUM(TillMeans, cash, card)

struct TillPayment {
  TillMeans means = TillMeans::cash;
  Money amount;
  json::Nullable<Money> tendered;                  // cash: what the customer gave, >= amount
  json::Nullable<std::string> terminal_reference;  // card: from the shop's terminal
};
BOOST_DESCRIBE_STRUCT(TillPayment, (), (means, amount, tendered, terminal_reference))

struct SaleLine {
  std::string sku;
  std::string title;
  std::vector<ChosenOption> options;
  int quantity = 0;
  Money unit_price;
  Money total;
  std::string tax_rate_percent;
  Money tax;
};
BOOST_DESCRIBE_STRUCT(SaleLine, (), (sku, title, options, quantity, unit_price, total, tax_rate_percent, tax))

// Pieces of a sale that came back, and the money that went.
struct SaleLineRequest {
  std::string sku;
  int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(SaleLineRequest, (), (sku, quantity))
struct SaleRefund {
  std::string receipt_number;
  TillSessionId session_id;  // whose drawer or terminal it came from
  std::string clerk;
  Time refunded_at{};
  std::vector<SaleLineRequest> lines;
  Money amount;
  TillMeans means = TillMeans::cash;
  json::Nullable<std::string> terminal_reference;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SaleRefund, (), (receipt_number, session_id, clerk, refunded_at, lines, amount, means, terminal_reference, reason))

struct Sale {
  SaleId id;
  std::string receipt_number;  // "PAR-2026-000042"
  TillSessionId session_id;
  std::string location;
  std::string clerk;
  Time sold_at{};
  std::vector<SaleLine> lines;
  Totals totals;
  std::vector<TillPayment> payments;  // as taken: the last cash amount is rounded
  Money change;
  std::optional<Money> rounding;         // what coins cannot pay: payments = total + rounding; left out where it is nothing
  std::vector<std::string> payment_ids;  // in the order of `payments`
  std::vector<SaleRefund> refunds;
};
BOOST_DESCRIBE_STRUCT(Sale, (), (id, receipt_number, session_id, location, clerk, sold_at, lines, totals, payments, change, rounding, payment_ids, refunds))

struct NewSale {
  TillSessionId session_id;
  std::vector<SaleLineRequest> lines;
  std::vector<TillPayment> payments;
};
BOOST_DESCRIBE_STRUCT(NewSale, (), (session_id, lines, payments))

struct NewRefund {
  TillSessionId session_id;
  std::vector<SaleLineRequest> lines;
  TillMeans means = TillMeans::cash;
  json::Nullable<std::string> terminal_reference;  // card: from the shop's terminal
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(NewRefund, (), (session_id, lines, means, terminal_reference, reason))

// The outcomes of business of a sale and of a refund.
struct SaleRecorded {
  Sale sale;
  bool repeated = false;  // the same key came before
};
struct SaleSoldOut {
  std::vector<std::string> skus;  // fewer in the shop than asked for
};
struct SaleInvalid {
  json::Problems problems;
};
struct SaleKeyReused {};
using SaleOutcome = std::variant<SaleRecorded, SaleSoldOut, SaleInvalid, SaleKeyReused>;

// What the lines of a refund come to, at the prices of the sale; or what is wrong with them: more than is left, what was not sold. Pure.
std::expected<Money, json::Problems> refund_amount(const Sale& sale, const std::vector<SaleLineRequest>& lines);

// Payments that do not fit the total: each wrong field. Pure.
json::Problems check_payments(const std::vector<TillPayment>& payments, Money total);
// Cash of which less was given than its amount. Pure.
json::Problems check_tendered(const std::vector<TillPayment>& payments);

// Rounds what is paid in cash to what coins can pay: the last cash amount takes the difference, which is returned (negative: the customer
// pays less). Taxes stay as they are: only the payment is rounded. After check_payments(),
// before check_tendered(). Pure.
Money round_cash(std::vector<TillPayment>& payments, Currency currency, const markets::CashRounding& rule);

class Tills {
 public:
  Tills(events::Context& context, GoodsReader& goods, House house) : context_(context), goods_(goods), house_(house) {}

  // The shops among `locations` (codes), as the till shows them.
  Task<Result<std::vector<TillLocation>>> places(std::vector<std::string> locations, std::string locale);

  // Errors: conflict "session_already_open" (the clerk has one), invalid "unknown_location", "wrong_currency".
  Task<Result<TillSession>> open(std::string clerk, std::string location, Money float_amount);
  // nullopt: none is open.
  Task<Result<std::optional<TillSession>>> current(std::string clerk);
  // Error not_found "session_not_found", conflict "session_closed".
  Task<Result<TillSession>> close(std::string clerk, TillSessionId session, Money counted, std::string idempotency_key);

  // `digest`: of the request's body. Errors as above.
  Task<Result<SaleOutcome>> sell(std::string clerk, NewSale wanted, std::string idempotency_key, std::string digest);
  // Pieces come back to the shelf, and money the way it came (`means`): one commit with the drawer's totals and the receipt's number. The sale is given with
  // all its refunds. Errors: those of sell; conflict "other_shop" (it was sold elsewhere).
  Task<Result<SaleOutcome>> refund(std::string clerk, SaleId sale, NewRefund wanted, std::string idempotency_key, std::string digest);
  // Error not_found "sale_not_found".
  Task<Result<Sale>> read_sale(SaleId id);
  struct SalePage {
    std::vector<Sale> sales;  // newest first
    std::optional<std::string> next;
  };
  Task<Result<SalePage>> sales(TillSessionId session, std::optional<std::string> after, std::size_t limit);

  struct FoundVariant {
    Goods goods;
    std::int64_t in_shop = 0;
  };
  struct Found {
    std::vector<FoundVariant> variants;  // those with a price in the shop's market
    std::optional<std::string> matched_sku;
  };
  Task<Result<Found>> find(std::string code, std::string location, std::string locale);

  // The receipt as PDF.
  Task<Result<std::string>> receipt(const Sale& sale, bool roll, std::string locale);

 private:
  struct Shop;  // a location as stored
  struct StoredSession {
    TillSession session;
    std::uint64_t version = 0;
  };
  using Decided = std::pair<events::Decision, SaleOutcome>;

  Task<Result<Shop>> shop(std::string location);
  Task<Result<StoredSession>> read_session(TillSessionId id, const std::string& clerk);
  Task<Result<Decided>> decide_refund(const std::string& clerk, const SaleId& id, const NewRefund& wanted, const std::string& key, const std::string& digest,
                                      Time now);
  Task<Result<Decided>> decide_sale(const std::string& clerk, const NewSale& wanted, const std::string& key, const std::string& digest, Time now);

  events::Context& context_;
  GoodsReader& goods_;
  const House house_;
};

}  // namespace atelier::order_management
