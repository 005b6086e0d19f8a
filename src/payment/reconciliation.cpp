#include "payment/reconciliation.h"

#include <algorithm>
#include <set>

#include "payment/processing.h"

namespace atelier::payment {
namespace {

constexpr int kMonthsListed = 13;  // card schemes let customers dispute for up to 540 days; older ones are in the accounts
constexpr int kDaysAwaited = 60;   // what is older was listed when it became due

std::string day_of(Time time) { return to_rfc3339(time).substr(0, 10); }
std::string month_of(Time time) { return to_rfc3339(time).substr(0, 7); }

storage::Key waiting_key(const Payment& payment) {
  return {storage::kPaymentIndex, "unsettled/" + payment.provider + "/" + payment.unsettled_since, payment.id.text()};
}
storage::Key reference_key(std::string_view provider, std::string_view reference) {
  return {storage::kPaymentIndex, "reference/" + std::string(provider) + "/" + std::string(reference), ""};
}
storage::Key line_key(const SettlementLine& line) { return {storage::kSettlements, "line/" + line.provider + "/" + line.line_id, ""}; }
storage::Key sums_key(const PaymentId& id) { return {storage::kSettlements, "payment/" + id.text(), ""}; }

std::string missing_id(const Payment& payment) { return payment.unsettled_since + "/" + payment.id.text(); }
storage::Key difference_key(const std::string& month, const std::string& id) { return {storage::kSettlements, "difference/" + month, id}; }

// Under the same id, so a file that is read again lists nothing twice.
void keep(events::Decision& decision, const Difference& difference) {
  decision.write(storage::Put{.key = difference_key(month_of(difference.at), difference.id), .body = json::write(difference)});
}

Difference difference_of(const SettlementLine& line, DifferenceKind kind, Time now) {
  return {.id = day_of(line.at) + "/" + line.provider + "/" + line.line_id,
          .kind = kind,
          .provider = line.provider,
          .provider_reference = line.provider_reference,
          .payment_id = line.payment_id_text,
          .line_id = line.line_id,
          .theirs = line.gross,
          .at = line.at,
          .found_at = now};
}

bool is_of_a_payment(SettlementType type) {
  return type == SettlementType::capture || type == SettlementType::refund || type == SettlementType::chargeback;
}

bool is_settled(const Payment& payment, const Settled& settled) {
  return settled.captured_minor == payment.captured_minor && settled.refunded_minor == payment.refunded_minor;
}

void no_longer_waits(events::Decision& decision, const StoredPayment& stored) {
  const Payment& payment = stored.payment;
  decision.write(storage::Delete{.key = waiting_key(payment)});
  decision.write(storage::Delete{.key = difference_key(payment.unsettled_since.substr(0, 7), missing_id(payment))});
  Payment after = payment;
  after.unsettled_since.clear();
  decision.write(storage::Put{.key = payment_key(after.id), .body = json::write(after), .condition = storage::VersionIs{stored.version}});
}

Task<Result<std::optional<StoredPayment>>> find_payment(storage::Store& store, const SettlementLine& line) {
  auto id = PaymentId::parse(line.payment_id_text);
  if (!id && !line.provider_reference.empty()) {
    auto item = co_await store.get(reference_key(line.provider, line.provider_reference));
    if (!item) co_return fail(item);
    if (*item) id = PaymentId::parse((*item)->body);
  }
  if (!id) co_return std::optional<StoredPayment>{};
  auto stored = co_await read_payment(store, *id);
  if (stored) co_return std::optional(std::move(*stored));
  if (stored.error().kind == ErrorKind::not_found) co_return std::optional<StoredPayment>{};
  co_return fail(stored);
}

struct Taken {
  bool repeated = false;
  bool matched = false;
  bool differs = false;
};

class Matcher {
 public:
  explicit Matcher(events::Context& context) : context_(context) {}

  Task<Result<Taken>> take(const SettlementLine& line) {
    co_return co_await events::run<Taken>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, Taken>>> {
      auto before = co_await context_.store.get(line_key(line));
      if (!before) co_return fail(before);
      const std::string body = json::write(line);
      events::Decision decision;
      if (*before) {
        const bool same = (*before)->body == body;
        if (!same) {
          auto twice = difference_of(line, DifferenceKind::duplicate, now);
          twice.id += "/twice";
          keep(decision, twice);
        }
        co_return std::pair(std::move(decision), Taken{.repeated = true, .matched = false, .differs = !same});
      }
      decision.write(storage::Put{.key = line_key(line), .body = body, .condition = storage::Absent{}});
      if (!is_of_a_payment(line.type)) co_return std::pair(std::move(decision), Taken{});
      auto stored = co_await find_payment(context_.store, line);
      if (!stored) co_return fail(stored);
      auto taken = co_await match(decision, line, *stored, now);
      if (!taken) co_return fail(taken);
      co_return std::pair(std::move(decision), *taken);
    });
  }

  // Money that moved days ago and that no file has shown.
  Task<Result<std::int64_t>> list_missing(const std::string& provider, Time until) {
    std::int64_t found = 0;
    for (int i = 0; i < kDaysAwaited; ++i) {
      storage::Query query{.table = storage::kPaymentIndex, .partition = "unsettled/" + provider + "/" + day_of(until - std::chrono::days{i}), .limit = 200};
      do {
        auto page = co_await context_.store.query(query);
        if (!page) co_return fail(page);
        for (const auto& item : page->items) {
          auto listed = co_await list_one_missing(item.key.sort);
          if (!listed) co_return fail(listed);
          found += *listed;
        }
        query.after = page->next;
      } while (query.after);
    }
    co_return found;
  }

 private:
  Task<Result<Taken>> match(events::Decision& decision, const SettlementLine& line, const std::optional<StoredPayment>& stored, Time now) {
    if (!stored) {
      keep(decision, *match_line(line, std::nullopt, {}, now));
      co_return Taken{.repeated = false, .matched = false, .differs = true};
    }
    const Payment& payment = stored->payment;
    auto sums = co_await context_.store.get(sums_key(payment.id));
    if (!sums) co_return fail(sums);
    Settled settled;
    if (*sums) settled = {(*sums)->counter("captured"), (*sums)->counter("refunded")};
    const auto difference = match_line(line, payment, settled, now);
    const std::int64_t captured = line.type == SettlementType::capture ? line.gross.amount_minor : 0;
    const std::int64_t refunded = line.type == SettlementType::refund ? -line.gross.amount_minor : 0;
    settled.captured_minor += captured;
    settled.refunded_minor += refunded;
    decision.write(storage::Add{.key = sums_key(payment.id),
                                .deltas = {{.counter = "captured", .by = captured}, {.counter = "refunded", .by = refunded}},
                                .create = true});
    if (difference) {
      keep(decision, *difference);
      // They may know what we do not know yet.
      decision.effects.push_back({.kind = kLookUpEffect, .key = payment.id.text(), .data = json::write(LookUp{payment.id, true})});
    }
    // The payment is checked with the sums: both are of this very moment, or the commit conflicts.
    if (is_settled(payment, settled) && !payment.unsettled_since.empty()) no_longer_waits(decision, *stored);
    co_return Taken{.repeated = false, .matched = true, .differs = difference.has_value()};
  }

  Task<Result<std::int64_t>> list_one_missing(std::string id) {
    co_return co_await events::run<std::int64_t>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, std::int64_t>>> {
      events::Decision decision;
      const auto parsed = PaymentId::parse(id);
      if (!parsed) co_return std::pair(std::move(decision), std::int64_t{0});
      auto stored = co_await read_payment(context_.store, *parsed);
      if (!stored) co_return fail(stored);
      const Payment& payment = stored->payment;
      if (payment.unsettled_since.empty()) co_return std::pair(std::move(decision), std::int64_t{0});
      auto sums = co_await context_.store.get(sums_key(*parsed));
      if (!sums) co_return fail(sums);
      const Settled settled = *sums ? Settled{(*sums)->counter("captured"), (*sums)->counter("refunded")} : Settled{};
      if (is_settled(payment, settled)) {  // their line came before their message
        no_longer_waits(decision, *stored);
        co_return std::pair(std::move(decision), std::int64_t{0});
      }
      const auto currency = payment.amount.currency;
      keep(decision, {.id = missing_id(payment),
                      .kind = DifferenceKind::missing_with_provider,
                      .provider = payment.provider,
                      .provider_reference = payment.provider_reference,
                      .payment_id = payment.id.text(),
                      .ours = Money{payment.captured_minor - payment.refunded_minor, currency},
                      .theirs = Money{settled.captured_minor - settled.refunded_minor, currency},
                      .at = parse_rfc3339(payment.unsettled_since + "T00:00:00Z").value_or(now),
                      .found_at = now});
      co_return std::pair(std::move(decision), std::int64_t{1});
    });
  }

  events::Context& context_;
};

std::string month_before(const std::string& month) {
  const auto first = parse_rfc3339(month + "-01T00:00:00Z");
  return first ? month_of(*first - std::chrono::hours{1}) : month;
}

}  // namespace

std::optional<Difference> match_line(const SettlementLine& line, const std::optional<Payment>& payment, const Settled& settled, Time now) {
  if (!payment || payment->provider != line.provider) return difference_of(line, DifferenceKind::missing_with_us, now);
  auto difference = difference_of(line, DifferenceKind::amount_differs, now);
  difference.payment_id = payment->id.text();
  if (line.type == SettlementType::chargeback) {
    difference.kind = DifferenceKind::chargeback;
    return difference;
  }
  const bool capture = line.type == SettlementType::capture;
  const auto ours = capture ? payment->captured_minor : payment->refunded_minor;
  const auto theirs = capture ? settled.captured_minor + line.gross.amount_minor : settled.refunded_minor - line.gross.amount_minor;
  difference.ours = Money{ours, payment->amount.currency};
  if (line.gross.currency != payment->amount.currency) return difference;
  difference.theirs = Money{theirs, line.gross.currency};
  if (theirs > ours || theirs < 0) return difference;
  return std::nullopt;
}

void await_settlement(events::Decision& decision, const Payment& before, const Payment& after) {
  if (after.means != Means::online || after.unsettled_since == before.unsettled_since || after.unsettled_since.empty()) return;
  decision.write(storage::Put{.key = waiting_key(after), .body = "{}"});
  // Files name the payment by the provider's id where they do not carry ours.
  if (!after.provider_reference.empty()) {
    decision.write(storage::Put{.key = reference_key(after.provider, after.provider_reference), .body = after.id.text()});
  }
}

Task<Result<ReconcileReport>> reconcile(events::Context& context, std::string provider, std::vector<SettlementLine> lines) {
  ReconcileReport report{.provider = provider, .lines = static_cast<std::int64_t>(lines.size())};
  Matcher matcher(context);
  Time newest{};
  for (const auto& line : lines) {
    auto taken = co_await matcher.take(line);
    if (!taken) co_return fail(taken);
    report.matched += taken->matched;
    report.repeated += taken->repeated;
    report.differences += taken->differs;
    report.apart += !taken->repeated && !is_of_a_payment(line.type);
    newest = std::max(newest, line.at);
  }
  if (!lines.empty()) {
    auto missing = co_await matcher.list_missing(provider, newest - kSettlementGrace);
    if (!missing) co_return fail(missing);
    report.differences += *missing;
  }
  co_return report;
}

Task<Result<DifferencePage>> list_differences(storage::Store& store, std::optional<DifferenceKind> kind, std::string provider, std::string cursor,
                                              std::size_t limit, Time now) {
  DifferencePage page;
  std::string month = month_of(now);
  std::optional<std::string> after;
  if (!cursor.empty()) {
    if (cursor.size() < 9 || cursor[7] != '/' || !parse_rfc3339(cursor.substr(0, 7) + "-01T00:00:00Z")) {
      co_return fail(ErrorKind::invalid, "bad_cursor", "cursor: expected the one that the page before gave");
    }
    month = cursor.substr(0, 7);
    after = cursor.substr(8);
  }
  constexpr int kMostPages = 20;  // a rare filter answers with what it found so far, and a cursor
  int pages = 0;
  for (int i = 0; i < kMonthsListed; ++i, month = month_before(month), after.reset()) {
    storage::Query query{.table = storage::kSettlements, .partition = "difference/" + month, .after = after, .descending = true, .limit = 100};
    do {
      auto found = co_await store.query(query);
      if (!found) co_return fail(found);
      for (const auto& item : found->items) {
        auto one = json::read_record<Difference>(item.body, "difference " + item.key.sort);
        if (!one) co_return fail(one);
        if ((kind && one->kind != *kind) || (!provider.empty() && one->provider != provider)) continue;
        page.items.push_back(std::move(*one));
        if (page.items.size() == limit) {
          page.next = month + "/" + item.key.sort;
          co_return page;
        }
      }
      query.after = found->next;
      if (++pages == kMostPages && query.after) {
        page.next = month + "/" + *query.after;
        co_return page;
      }
    } while (query.after);
  }
  co_return page;
}

}  // namespace atelier::payment
