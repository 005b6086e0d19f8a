#include "sandbox/psp/settlement.h"

#include <cstdio>

#include "storage/tables.h"

namespace atelier::sandbox::psp {
namespace {

// A common price of European cards: 1.5 % and 25 of the minor unit.
constexpr std::int64_t kFeePerMille = 15;
constexpr std::int64_t kFeeFixed = 25;

struct MovementRecord {
  std::string line_id;
  std::string type;  // capture, refund
  std::string session;
  std::string client_reference_id;
  std::string currency;
  std::int64_t gross = 0;
  std::int64_t fee = 0;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(MovementRecord, (), (line_id, type, session, client_reference_id, currency, gross, fee, at))

std::string decimal(std::int64_t minor, int digits) {
  std::string text = std::to_string(minor < 0 ? -minor : minor);
  while (static_cast<int>(text.size()) <= digits) text.insert(0, "0");
  if (digits > 0) text.insert(text.size() - static_cast<std::size_t>(digits), ".");
  return (minor < 0 ? "-" : "") + text;
}

std::string row(const MovementRecord& movement) {
  std::string code = movement.currency;
  for (char& c : code) c = static_cast<char>(c & ~0x20);
  const auto currency = Currency::parse(code);
  const int digits = currency ? currency->minor_digits() : 2;
  std::string at = to_rfc3339(movement.at).substr(0, 19);
  at[10] = ' ';
  return movement.line_id + "," + at + "," + movement.type + "," + movement.session + "," + movement.client_reference_id + "," + code + "," +
         decimal(movement.gross, digits) + "," + decimal(movement.fee, digits) + "," + decimal(movement.gross - movement.fee, digits) + "\n";
}

}  // namespace

void add_movements(events::Decision& decision, const Session& before, const Session& after, Time now, Random& random) {
  const auto add = [&](const char* type, std::int64_t gross, std::int64_t fee) {
    char id[40];
    std::snprintf(id, sizeof id, "txn_%013lld%08llx", static_cast<long long>(to_unix_ms(now)),
                  static_cast<unsigned long long>(random.next_u64() & 0xffffffff));
    const MovementRecord movement{id, type, after.id, after.client_reference_id, after.currency, gross, fee, now};
    decision.write(storage::Put{.key = {storage::kSandboxSessions, "movements/" + to_rfc3339(now).substr(0, 10), id}, .body = json::write(movement)});
  };
  if (const auto captured = after.amount_captured - before.amount_captured; captured > 0) add("capture", captured, captured * kFeePerMille / 1000 + kFeeFixed);
  if (const auto refunded = after.amount_refunded - before.amount_refunded; refunded > 0) add("refund", -refunded, 0);
}

Task<Result<std::string>> settlement_csv(storage::Store& store, std::string day) {
  if (!parse_rfc3339(day + "T00:00:00Z")) co_return fail(ErrorKind::invalid, "parameter_invalid", "date: a day like 2026-11-23");
  std::string csv = "line_id,created_utc,type,checkout_session,client_reference_id,currency,gross,fee,net\n";
  storage::Query query{.table = storage::kSandboxSessions, .partition = "movements/" + day, .limit = 500};
  do {
    auto page = co_await store.query(query);
    if (!page) co_return fail(page);
    for (const auto& item : page->items) {
      auto movement = json::read_record<MovementRecord>(item.body, "movement " + item.key.sort);
      if (!movement) co_return fail(movement);
      csv += row(*movement);
    }
    query.after = std::move(page->next);
  } while (query.after);
  co_return csv;
}

}  // namespace atelier::sandbox::psp
