#include "sandbox/courier/routes.h"

#include <algorithm>
#include <memory>

#include "base/encoding.h"
#include "http/problem.h"
#include "integration/courier/sandbox/messages.h"
#include "sandbox/courier/pages.h"
#include "sandbox/webhook.h"
#include "storage/tables.h"

namespace atelier::sandbox::courier {
namespace {

using http::Request;
using http::Response;
using integration::CancelOutcome;
using integration::CourierStep;
using integration::ReturnLabelRequest;
using integration::ShipmentRequest;
using integration::sandbox_courier::Cancellation;
using integration::sandbox_courier::CancellationRequest;
using integration::sandbox_courier::LabelObject;
using integration::sandbox_courier::Notice;
using integration::sandbox_courier::ShipmentObject;

constexpr char kStepEffect[] = "shipment.step";
struct Step {
  std::string shipment;
  CourierStep step = CourierStep::collected;
};
BOOST_DESCRIBE_STRUCT(Step, (), (shipment, step))

struct StoredShipment {
  ShipmentObject shipment;
  std::uint64_t version = 0;  // 0: there is none
};

constexpr std::size_t kShown = 50;

storage::Key shipment_key(std::string_view id) { return {storage::kSandboxShipments, std::string(id), ""}; }

// The same key names the same shipment, so a request that is sent again finds it.
std::string shipment_id(std::string_view idempotency_key) { return "shp_" + std::string(idempotency_key); }

bool is_called(const ShipmentObject& shipment, std::string_view name) { return shipment.request.to.name.contains(name); }

// What follows by itself after a step was taken.
bool follows(CourierStep is, CourierStep next) {
  switch (next) {
    case CourierStep::collected: return is == CourierStep::requested;
    case CourierStep::delivered: return is == CourierStep::collected || is == CourierStep::in_transit;
    case CourierStep::returned: return is == CourierStep::returning;
    default: return false;
  }
}

std::optional<CancelOutcome> outcome_of(CourierStep step) {
  switch (step) {
    case CourierStep::requested:
    case CourierStep::cancelled: return CancelOutcome::cancelled;
    case CourierStep::collected:
    case CourierStep::in_transit:
    case CourierStep::failed:
    case CourierStep::returning:
    case CourierStep::returned: return CancelOutcome::returning;
    case CourierStep::delivered: return CancelOutcome::too_late;
  }
  return std::nullopt;
}

class SandboxCourier {
 public:
  SandboxCourier(events::Context& context, Options options) : context_(context), options_(std::move(options)) {}

  Task<Response> request(Request& request) {
    if (auto refused = refuse_strangers(request)) co_return std::move(*refused);
    const std::string id = shipment_id(request.header("idempotency-key"));
    if (id.size() < 8) co_return http::problem(400, "idempotency_key_missing", "expected an Idempotency-Key of 4 characters or more");
    auto wanted = http::read_body<ShipmentRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (wanted->to.name.contains("Refuse Address")) co_return http::problem(422, "address_not_served", "nobody drives there");
    if (wanted->redelivery_of) {
      auto before = co_await read(*wanted->redelivery_of);
      if (!before) co_return http::problem(before.error());
      if (before->version == 0) co_return http::problem(422, "shipment_unknown", "there is no shipment to deliver again");
    }
    auto made = co_await change<ShipmentObject>(id, [&](StoredShipment stored, Time now, events::Decision& decision) {
      if (stored.version > 0) return stored.shipment;
      ShipmentObject shipment{.id = id, .tracking_number = tracking_number(now), .at = now, .request = *wanted};
      shipment.tracking_url = options_.base_url + "/track/" + shipment.tracking_number;
      shipment.label_url = options_.base_url + "/labels/" + id;
      decision.write(storage::Put{.key = shipment_key(id), .body = json::write(shipment), .condition = storage::Absent{}});
      leave_step(decision, id, CourierStep::collected, options_.until_collected);
      return shipment;
    });
    if (!made) co_return http::problem(made.error());
    co_return Response::json(201, json::write(*made));
  }

  Task<Response> show(Request& request) {
    if (auto refused = refuse_strangers(request)) co_return std::move(*refused);
    auto stored = co_await read(std::string(request.parameter("shipment")));
    if (!stored) co_return http::problem(stored.error());
    if (stored->version == 0) co_return http::problem(404, "shipment_not_found", "there is no such shipment");
    co_return Response::json(200, json::write(stored->shipment));
  }

  // The same question again has the same answer: what was called back stays so.
  Task<Response> cancel(Request& request) {
    if (auto refused = refuse_strangers(request)) co_return std::move(*refused);
    auto wanted = http::read_body<CancellationRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    const std::string id = wanted->shipment.empty() ? shipment_id(wanted->delivery) : wanted->shipment;
    auto outcome = co_await change<CancelOutcome>(id, [&](StoredShipment stored, Time now, events::Decision& decision) {
      if (stored.version == 0) return CancelOutcome::cancelled;
      const auto what = *outcome_of(stored.shipment.step);
      const bool over = stored.shipment.step == CourierStep::returning || stored.shipment.step == CourierStep::returned;
      if (stored.shipment.step == CourierStep::cancelled) return what;
      if (what == CancelOutcome::cancelled) decide_step(decision, stored, CourierStep::cancelled, "", now, false);
      if (what == CancelOutcome::returning && !over) {
        decide_step(decision, stored, CourierStep::returning, "", now, false);
        leave_step(decision, id, CourierStep::returned, options_.until_delivered);
      }
      return what;
    });
    if (!outcome) co_return http::problem(outcome.error());
    co_return Response::json(200, json::write(Cancellation{*outcome}));
  }

  Task<Response> return_label(Request& request) {
    if (auto refused = refuse_strangers(request)) co_return std::move(*refused);
    auto wanted = http::read_body<ReturnLabelRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (wanted->from.name.contains("Refuse Address")) co_return http::problem(422, "address_not_served", "nobody drives there");
    // What it says follows from the request, so nothing is kept and the same again is the same.
    const std::string number = "SR-" + wanted->returned.text().substr(wanted->returned.text().size() - 8);
    co_return Response::json(201, json::write(LabelObject{number, options_.base_url + "/labels/" + number}));
  }

  Task<Response> label(Request& request) {
    const std::string id(request.parameter("shipment"));
    auto stored = co_await read(id);
    if (!stored) co_return http::problem(stored.error());
    std::vector<std::string> text = {id};
    if (stored->version > 0) {
      const auto& [shipment, version] = *stored;
      const auto& to = shipment.request.to;
      text = {shipment.tracking_number, shipment.request.order_number, to.name};
      text.insert(text.end(), to.lines.begin(), to.lines.end());
      text.push_back(to.postal_code + " " + to.city + " " + to.country);
    }
    co_return Response::text(200, label_page(text), "text/html; charset=utf-8");
  }

  // The test page: the newest shipments.
  Task<Response> shipments(Request&) {
    std::vector<ShipmentObject> found;
    storage::Scan scan{.table = storage::kSandboxShipments, .cursor = ""};
    for (bool more = true; more && found.size() < 10'000;) {
      auto page = co_await context_.store.scan(scan);
      if (!page) co_return http::problem(page.error());
      for (const auto& item : page->items) {
        if (auto shipment = json::read_record<ShipmentObject>(item.body, "shipment")) found.push_back(std::move(*shipment));
      }
      more = page->next.has_value();
      if (more) scan.cursor = *page->next;
    }
    std::ranges::sort(found, std::greater{}, [](const auto& shipment) { return shipment.id; });
    if (found.size() > kShown) found.resize(kShown);
    co_return Response::text(200, shipments_page(found), "text/html; charset=utf-8");
  }

  // One of its buttons: the step is told, whatever was before.
  Task<Response> say(Request& request) {
    const std::string id(request.parameter("shipment"));
    const auto value_of = [&](std::string_view name) {
      const auto at = request.body.find(std::string(name) + "=");
      if (at == std::string::npos) return std::string();
      const auto from = at + name.size() + 1;
      return std::string(request.body.substr(from, std::min(request.body.find('&', from), request.body.size()) - from));
    };
    CourierStep step{};
    if (!boost::describe::enum_from_string(value_of("step").c_str(), step)) {
      co_return http::problem(400, "bad_value", "expected step=collected, in_transit, delivered, failed, returning or returned");
    }
    const std::string reason = step == CourierStep::failed ? "nobody_home" : "";
    auto done = co_await change<bool>(id, [&](StoredShipment stored, Time now, events::Decision& decision) {
      if (stored.version == 0) return false;
      decide_step(decision, stored, step, reason, now, !value_of("twice").empty());
      return true;
    });
    if (!done) co_return http::problem(done.error());
    if (!*done) co_return http::problem(404, "shipment_not_found", "there is no such shipment");
    co_return Response::redirect(303, "/");
  }

  // The relay's handler: one step further, told by webhook.
  Task<Result<void>> take_step(events::EffectRecord effect) {
    auto step = json::read_record<Step>(effect.data.text, "effect " + effect.id.text());
    if (!step) co_return fail(step);
    auto done = co_await change<bool>(step->shipment, [&](StoredShipment stored, Time now, events::Decision& decision) {
      const auto& shipment = stored.shipment;
      if (stored.version == 0 || !follows(shipment.step, step->step)) return false;
      const bool nobody = step->step == CourierStep::delivered && is_called(shipment, "Nobody Home") && !shipment.request.redelivery_of;
      decide_step(decision, stored, nobody ? CourierStep::failed : step->step, nobody ? "nobody_home" : "", now, false);
      if (step->step == CourierStep::collected) leave_step(decision, shipment.id, CourierStep::delivered, options_.until_delivered);
      return true;
    });
    if (!done) co_return fail(done);
    co_return Result<void>{};
  }

 private:
  std::optional<Response> refuse_strangers(const Request& request) const {
    if (base::equal_secret(request.header("authorization"), "Bearer " + options_.secret_key)) return std::nullopt;
    return http::problem(401, "unauthenticated", "expected Authorization: Bearer <the courier's key>");
  }

  // Reads a shipment, lets `decide` say what follows, commits it.
  template <class T, class Decide>
  Task<Result<T>> change(std::string id, Decide decide) {
    co_return co_await events::run<T>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, T>>> {
      auto stored = co_await read(id);
      if (!stored) co_return fail(stored);
      events::Decision decision;
      T answer = decide(std::move(*stored), now, decision);
      co_return std::pair(std::move(decision), std::move(answer));
    });
  }

  void decide_step(events::Decision& decision, StoredShipment stored, CourierStep step, std::string reason, Time now, bool twice) {
    auto& shipment = stored.shipment;
    shipment.step = step;
    shipment.reason = std::move(reason);
    shipment.at = now;
    decision.write(storage::Put{
        .key = shipment_key(shipment.id), .body = json::write(shipment), .condition = storage::VersionIs{stored.version}});
    if (is_called(shipment, "Lost Messages")) return;
    const Notice notice{.event = shipment.id + "/" + boost::describe::enum_to_string(step, ""),
                        .shipment = shipment.id,
                        .delivery = shipment.request.delivery.text(),
                        .step = step,
                        .reason = shipment.reason,
                        .at = now};
    for (int i = 0; i < (twice ? 2 : 1); ++i) {
      leave_webhook(decision, notice.event, {.url = options_.webhook_url, .body = json::write(notice)});
    }
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

  Task<Result<StoredShipment>> read(std::string id) {
    auto item = co_await context_.store.get(shipment_key(id));
    if (!item) co_return fail(item);
    if (!*item) co_return StoredShipment{};
    auto shipment = json::read_record<ShipmentObject>((*item)->body, "shipment " + id);
    if (!shipment) co_return fail(shipment);
    co_return StoredShipment{std::move(*shipment), (*item)->version};
  }

  events::Context& context_;
  const Options options_;
};

}  // namespace

void register_routes(http::Router& router, events::Relay& relay, events::Context& context, const Options& options) {
  const auto courier = std::make_shared<SandboxCourier>(context, options);
  using http::Method;
  router.add(Method::post, "/v1/shipments", [courier](Request& r) { return courier->request(r); });
  router.add(Method::get, "/v1/shipments/{shipment}", [courier](Request& r) { return courier->show(r); });
  router.add(Method::post, "/v1/cancellations", [courier](Request& r) { return courier->cancel(r); });
  router.add(Method::post, "/v1/return-labels", [courier](Request& r) { return courier->return_label(r); });
  router.add(Method::get, "/labels/{shipment}", [courier](Request& r) { return courier->label(r); });
  router.add(Method::get, "/", [courier](Request& r) { return courier->shipments(r); });
  router.add(Method::post, "/shipments/{shipment}", [courier](Request& r) { return courier->say(r); });
  relay.handle(kStepEffect, [courier](events::EffectRecord effect) { return courier->take_step(std::move(effect)); });
}

}  // namespace atelier::sandbox::courier
