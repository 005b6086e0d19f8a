#include "api/support/payments.h"

#include <charconv>
#include <memory>

#include "http/problem.h"
#include "payment/payment_lists.h"
#include "payment/reconciliation.h"
#include "security/authorization.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;
using payment::Payment;

constexpr std::size_t kPage = 50;
constexpr std::size_t kMostPage = 100;

struct SupportPayment {
  std::string id;
  std::string reference;
  std::string state;
  std::string list;
  Money amount;
  std::int64_t authorised_minor = 0;
  std::int64_t captured_minor = 0;
  std::int64_t refunded_minor = 0;
  std::string market;
  std::string provider;
  std::string provider_reference;
  std::string failure_code;
  std::vector<std::string> unresolved;
  std::string refused;
  Time created_at{};
  Time updated_at{};
};
BOOST_DESCRIBE_STRUCT(SupportPayment, (), (id, reference, state, list, amount, authorised_minor, captured_minor, refunded_minor, market, provider,
                                           provider_reference, failure_code, unresolved, refused, created_at, updated_at))
struct SupportPaymentList {
  std::vector<SupportPayment> items;
  json::Nullable<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(SupportPaymentList, (), (items, next_cursor))
struct DifferenceList {
  std::vector<payment::Difference> items;
  json::Nullable<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(DifferenceList, (), (items, next_cursor))

// No name and no address: support finds them by the order where they are needed.
SupportPayment view_of(const Payment& p, payment::SupportList list) {
  return {.id = p.id.text(),
          .reference = p.reference,
          .state = boost::describe::enum_to_string(p.state, ""),
          .list = boost::describe::enum_to_string(list, ""),
          .amount = p.amount,
          .authorised_minor = p.authorised_minor,
          .captured_minor = p.captured_minor,
          .refunded_minor = p.refunded_minor,
          .market = p.market,
          .provider = p.provider,
          .provider_reference = p.provider_reference,
          .failure_code = p.failure_code,
          .unresolved = p.unresolved,
          .refused = p.refused,
          .created_at = p.created_at,
          .updated_at = p.updated_at};
}

template <class Enum>
std::optional<Enum> read_enum(std::string_view text) {
  Enum value{};
  if (!boost::describe::enum_from_string(std::string(text).c_str(), value)) return std::nullopt;
  return value;
}

std::size_t read_limit(const Request& request, json::Problems& problems) {
  const auto text = request.query_value("limit");
  if (!text) return kPage;
  std::size_t limit = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
  const bool is_number = error == std::errc{} && end == text->data() + text->size();
  if (!is_number || limit < 1 || limit > kMostPage) problems.push_back({"?limit", "bad_parameter", "a whole number from 1 to 100"});
  return limit;
}

Response list_answer(std::string body) {
  auto response = Response::json(200, std::move(body));
  response.set("Cache-Control", "no-store");
  return response;
}

class SupportPayments {
 public:
  SupportPayments(events::Context& context, SettlementReaders readers) : context_(context), readers_(std::move(readers)) {}

  Task<Response> payments(Request& request) {
    auto session = co_await security::require(context_, request, security::Audience::office, "support.read");
    if (!session) co_return security::refusal(session.error());
    json::Problems problems;
    const auto limit = read_limit(request, problems);
    const auto list = read_enum<payment::SupportList>(request.query_value("state").value_or("failed"));
    if (!list) problems.push_back({"?state", "bad_parameter", "one of failed expired unknown refused"});
    if (!problems.empty()) co_return http::problem(problems);
    auto page = co_await payment::list_payments(context_.store, *list, request.query_value("cursor").value_or(""), limit, context_.clock.now());
    if (!page) co_return http::problem(page.error());
    SupportPaymentList answer;
    for (const auto& one : page->payments) answer.items.push_back(view_of(one, *list));
    if (page->next) answer.next_cursor = *page->next;
    co_return list_answer(json::write(answer));
  }

  Task<Response> differences(Request& request) {
    auto session = co_await security::require(context_, request, security::Audience::office, "support.read");
    if (!session) co_return security::refusal(session.error());
    json::Problems problems;
    const auto limit = read_limit(request, problems);
    std::optional<payment::DifferenceKind> kind;
    if (const auto text = request.query_value("kind"); text && !text->empty()) {
      kind = read_enum<payment::DifferenceKind>(*text);
      if (!kind) problems.push_back({"?kind", "bad_parameter", "one of missing_with_us missing_with_provider amount_differs duplicate chargeback"});
    }
    if (!problems.empty()) co_return http::problem(problems);
    auto page = co_await payment::list_differences(context_.store, kind, request.query_value("provider").value_or(""),
                                                   request.query_value("cursor").value_or(""), limit, context_.clock.now());
    if (!page) co_return http::problem(page.error());
    DifferenceList answer{.items = std::move(page->items)};
    if (page->next) answer.next_cursor = *page->next;
    co_return list_answer(json::write(answer));
  }

  Task<Response> settlement(Request& request) {
    auto session = co_await security::require(context_, request, security::Audience::office, "support.write");
    if (!session) co_return security::refusal(session.error());
    const std::string provider(request.parameter("provider"));
    const auto reader = readers_.find(provider);
    if (reader == readers_.end()) co_return http::problem(404, "not_found", "no settlement files are read of this provider");
    if (!request.header("content-type").starts_with("text/csv")) co_return http::problem(415, "unsupported_media_type", "expected text/csv");
    auto lines = reader->second(request.body);
    if (!lines) co_return http::problem(422, lines.error().code, lines.error().detail);
    auto report = co_await payment::reconcile(context_, provider, std::move(*lines));
    if (!report) co_return http::problem(report.error());
    co_return list_answer(json::write(*report));
  }

 private:
  events::Context& context_;
  const SettlementReaders readers_;
};

}  // namespace

void register_support_payment_routes(http::Router& router, events::Context& context, SettlementReaders readers) {
  const auto routes = std::make_shared<SupportPayments>(context, std::move(readers));
  using http::Method;
  router.add(Method::get, "/v1/support/payments", [routes](Request& r) { return routes->payments(r); });
  router.add(Method::get, "/v1/support/reconciliation", [routes](Request& r) { return routes->differences(r); });
  router.add(Method::post, "/v1/support/settlements/{provider}", [routes](Request& r) { return routes->settlement(r); });
}

}  // namespace atelier::api
