#include "api/integration/erp.h"

#include "http/problem.h"
#include "integration/subscribers/signature.h"

namespace atelier::api {
namespace {

using integration::erp::Batches;
using integration::erp::RecordOutcome;
using integration::erp::RecordResult;

struct BatchBody {
  std::vector<json::Raw> records;
};
BOOST_DESCRIBE_STRUCT(BatchBody, (), (records))

struct ProblemView {
  std::string field;
  std::string code;
  std::string expected;
};
BOOST_DESCRIBE_STRUCT(ProblemView, (), (field, code, expected))

struct ResultView {
  std::string id;
  RecordOutcome outcome = RecordOutcome::refused;
  std::vector<ProblemView> problems;
};
BOOST_DESCRIBE_STRUCT(ResultView, (), (id, outcome, problems))

struct BatchView {
  int applied = 0;
  int repeated = 0;
  int refused = 0;
  int not_done = 0;
  std::vector<ResultView> results;
};
BOOST_DESCRIBE_STRUCT(BatchView, (), (applied, repeated, refused, not_done, results))

BatchView view_of(std::vector<RecordResult> results) {
  BatchView view;
  for (auto& result : results) {
    switch (result.outcome) {
      case RecordOutcome::applied: ++view.applied; break;
      case RecordOutcome::repeated: ++view.repeated; break;
      case RecordOutcome::refused: ++view.refused; break;
      case RecordOutcome::not_done: ++view.not_done; break;
    }
    ResultView one{.id = std::move(result.id), .outcome = result.outcome};
    for (auto& problem : result.problems) one.problems.push_back({std::move(problem.field), std::move(problem.code), std::move(problem.expected)});
    view.results.push_back(std::move(one));
  }
  return view;
}

}  // namespace

void register_erp_routes(http::Router& router, events::Context& context, Batches& batches, std::vector<std::string> secrets) {
  const auto post = [&context, &batches, secrets = std::move(secrets)](http::Request& request) -> Task<http::Response> {
    const integration::WebhookHeaders headers{request.header("webhook-id"), request.header("webhook-timestamp"), request.header("webhook-signature")};
    const auto signed_by_erp = integration::verify_message(secrets, headers, request.body, context.clock.now());
    if (!signed_by_erp) co_return http::problem(401, "unauthenticated", signed_by_erp.error().detail);
    auto body = http::read_body<BatchBody>(request);
    if (!body) co_return std::move(body.error());
    if (body->records.empty() || body->records.size() > integration::erp::kMaxRecords) {
      co_return http::problem(422, "validation_failed", "The batch is not right.", {{"/records", "out_of_range", "1 to 1000 records"}});
    }
    std::vector<std::string> records;
    for (auto& record : body->records) records.push_back(std::move(record.text));
    auto results = co_await batches.apply(std::move(records));
    if (!results) co_return http::problem(results.error());
    co_return http::Response::json(200, json::write(view_of(std::move(*results))));
  };
  router.add(http::Method::post, "/v1/erp/batches", post, {.max_body_bytes = integration::erp::kMaxBatchBytes});
}

}  // namespace atelier::api
