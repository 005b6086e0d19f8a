#include "sandbox/courier/routes.h"

#include <memory>

#include "base/encoding.h"
#include "http/problem.h"
#include "integration/courier/sandbox/messages.h"
#include "sandbox/webhook.h"
#include "storage/tables.h"

namespace atelier::sandbox::courier {
namespace {

using http::Request;
using http::Response;
using integration::CourierStep;
using integration::ShipmentRequest;
using integration::sandbox_courier::Notice;
using integration::sandbox_courier::ShipmentObject;

constexpr char kStepEffect[] = "shipment.step";
struct Step {
  std::string shipment;
  CourierStep step = CourierStep::collected;
};
BOOST_DESCRIBE_STRUCT(Step, (), (shipment, step))

storage::Key shipment_key(std::string_view id) { return {storage::kSandboxShipments, std::string(id), ""}; }

// The same key names the same shipment, so a request that is sent again finds it.
std::string shipment_id(std::string_view idempotency_key) { return "shp_" + std::string(idempotency_key); }

class SandboxCourier {
 public:
  SandboxCourier(events::Context& context, Options options) : context_(context), options_(std::move(options)) {}

  Task<Response> request(Request& request) {
    if (!base::equal_secret(request.header("authorization"), "Bearer " + options_.secret_key)) {
      co_return http::problem(401, "unauthenticated", "expected Authorization: Bearer <the courier's key>");
    }
    const std::string id = shipment_id(request.header("idempotency-key"));
    if (id.size() < 8) co_return http::problem(400, "idempotency_key_missing", "expected an Idempotency-Key of 4 characters or more");
    auto wanted = http::read_body<ShipmentRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    auto made = co_await events::run<ShipmentObject>(
        context_, [&](Time now) -> Task<Result<std::pair<events::Decision, ShipmentObject>>> {
          auto before = co_await read(id);
          if (before && before->second > 0) co_return std::pair(events::Decision{}, std::move(before->first));
          if (!before) co_return fail(before);
          ShipmentObject shipment{.id = id, .tracking_number = tracking_number(now), .request = *wanted};
          shipment.tracking_url = options_.base_url + "/track/" + shipment.tracking_number;
          events::Decision decision;
          decision.write(storage::Put{.key = shipment_key(id), .body = json::write(shipment), .condition = storage::Absent{}});
          leave_step(decision, id, CourierStep::collected, options_.until_collected);
          co_return std::pair(std::move(decision), std::move(shipment));
        });
    if (!made) co_return http::problem(made.error());
    co_return Response::json(201, json::write(*made));
  }

  // The relay's handler: one step further, told by webhook.
  Task<Result<void>> take_step(events::EffectRecord effect) {
    auto step = json::read_record<Step>(effect.data.text, "effect " + effect.id.text());
    if (!step) co_return fail(step);
    auto done = co_await events::run<bool>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, bool>>> {
      auto stored = co_await read(step->shipment);
      if (!stored) co_return fail(stored);
      auto& [shipment, version] = *stored;
      if (version == 0 || shipment.step >= step->step) co_return std::pair(events::Decision{}, false);
      co_return std::pair(decide_step(shipment, version, step->step, now), true);
    });
    if (!done) co_return fail(done);
    co_return Result<void>{};
  }

 private:
  events::Decision decide_step(ShipmentObject shipment, std::uint64_t version, CourierStep step, Time now) {
    const bool nobody_home = step == CourierStep::delivered && shipment.request.to.name.contains("Nobody Home");
    shipment.step = nobody_home ? CourierStep::failed : step;
    events::Decision decision;
    decision.write(storage::Put{
        .key = shipment_key(shipment.id), .body = json::write(shipment), .condition = storage::VersionIs{version}});
    const Notice notice{.event = shipment.id + "/" + boost::describe::enum_to_string(shipment.step, ""),
                        .shipment = shipment.id,
                        .delivery = shipment.request.delivery.text(),
                        .step = shipment.step,
                        .reason = nobody_home ? "nobody_home" : "",
                        .at = now};
    leave_webhook(decision, notice.event, {.url = options_.webhook_url, .body = json::write(notice)});
    if (step == CourierStep::collected) leave_step(decision, shipment.id, CourierStep::delivered, options_.until_delivered);
    return decision;
  }

  static void leave_step(events::Decision& decision, const std::string& shipment, CourierStep step, Milliseconds delay) {
    decision.effects.push_back({.kind = kStepEffect,
                                .key = shipment + "/" + boost::describe::enum_to_string(step, ""),
                                .data = json::write(Step{shipment, step}),
                                .delay = delay});
  }

  std::string tracking_number(Time now) {
    return "SC" + std::to_string(to_unix_ms(now) % 1'000'000'000) + std::to_string(100 + context_.random.below(900));
  }

  // Version 0: there is none.
  Task<Result<std::pair<ShipmentObject, std::uint64_t>>> read(std::string id) {
    auto item = co_await context_.store.get(shipment_key(id));
    if (!item) co_return fail(item);
    if (!*item) co_return std::pair(ShipmentObject{}, std::uint64_t{0});
    auto shipment = json::read_record<ShipmentObject>((*item)->body, "shipment " + id);
    if (!shipment) co_return fail(shipment);
    co_return std::pair(std::move(*shipment), (*item)->version);
  }

  events::Context& context_;
  const Options options_;
};

}  // namespace

void register_routes(http::Router& router, events::Relay& relay, events::Context& context, const Options& options) {
  const auto courier = std::make_shared<SandboxCourier>(context, options);
  router.add(http::Method::post, "/v1/shipments", [courier](Request& r) { return courier->request(r); });
  relay.handle(kStepEffect, [courier](events::EffectRecord effect) { return courier->take_step(std::move(effect)); });
}

}  // namespace atelier::sandbox::courier
