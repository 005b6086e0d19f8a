#include "courier_service.h"

#include <boost/describe.hpp>

namespace atelier::simulation {
namespace {
using integration::CourierNotice;
using integration::CourierStep;
using integration::Shipment;
using integration::ShipmentRequest;

constexpr Micros kOurTimeout = 5 * kSecond;
constexpr Micros kTryAgain[] = {2 * kSecond, 10 * kSecond, kMinute, 5 * kMinute, 10 * kMinute};
constexpr int kFailsPercent = 10;
}  // namespace

Shipment CourierService::request(const ShipmentRequest& request, const std::string& key) {
  const Shipment shipment{"shp_" + key, "TRACK-" + key, "https://courier.test/" + key, ""};
  if (parcels_.contains(key)) return shipment;
  parcels_[key] = {.delivery = request.delivery.text(), .order_number = request.order_number, .steps = {}, .last_at = from_unix_ms(scheduler_.now() / 1000)};
  scheduler_.trace("courier", "books " + key);
  carry(key, request.delivery);
  return shipment;
}

void CourierService::carry(const std::string& key, const DeliveryId& delivery) {
  // Days of a real courier, in minutes: what matters is what overtakes what.
  Chance& chance = scheduler_.chance;
  Micros at = chance.between(1, 300) * kSecond;
  const auto step = [&](CourierStep what) {
    ++waiting_;
    scheduler_.after(at, kWorld, [this, key, delivery, what] {
      --waiting_;
      tell(key, delivery, what);
    });
    at += chance.between(1, 300) * kSecond;
  };
  step(CourierStep::collected);
  step(CourierStep::in_transit);
  step(chance.percent(kFailsPercent) ? CourierStep::failed : CourierStep::delivered);
}

void CourierService::tell(const std::string& key, const DeliveryId& delivery, CourierStep step) {
  Parcel& parcel = parcels_.at(key);
  parcel.steps.emplace_back(boost::describe::enum_to_string(step, ""));
  parcel.ended = step == CourierStep::delivered || step == CourierStep::failed;
  parcel.last_at = from_unix_ms(scheduler_.now() / 1000);
  scheduler_.trace("courier", parcel.steps.back() + " " + key);
  const CourierNotice notice{.event = "ce_" + std::to_string(++events_),
                             .delivery = delivery,
                             .step = step,
                             .reason = step == CourierStep::failed ? "nobody_home" : "",
                             .at = from_unix_ms(scheduler_.now() / 1000)};
  send(notice, 0);
  if (scheduler_.fault(faults_.message_twice, "message twice")) send(notice, 0);
}

void CourierService::send(CourierNotice notice, int tries) {
  ++waiting_;
  Chance& chance = scheduler_.chance;
  Micros delay = chance.between(5, 400) * kMillisecond;
  if (scheduler_.fault(faults_.message_late, "message late")) delay = chance.between(1, 600) * kSecond;
  if (tries > 0) delay += kTryAgain[std::min<std::size_t>(static_cast<std::size_t>(tries) - 1, std::size(kTryAgain) - 1)];
  scheduler_.after(delay, kWorld, [this, notice = std::move(notice), tries] {
    --waiting_;
    if (scheduler_.fault(faults_.message_lost, "message lost")) return send(notice, tries + 1);
    ++waiting_;
    deliver(notice, [this, notice, tries](bool accepted) {
      --waiting_;
      if (!accepted) send(notice, tries + 1);
    });
  });
}

std::optional<integration::CourierStatus> CourierService::status(const std::string& reference) const {
  const auto found = parcels_.find(reference.substr(sizeof "shp_" - 1));
  if (found == parcels_.end()) return std::nullopt;
  integration::CourierStatus status{.at = found->second.last_at};
  if (!found->second.steps.empty()) boost::describe::enum_from_string(found->second.steps.back().c_str(), status.step);
  if (status.step == CourierStep::failed) status.reason = "nobody_home";
  return status;
}

Task<Result<integration::CourierStatus>> CourierOfService::look_up(std::string reference) {
  if (!host_.alive) co_return fail(ErrorKind::unavailable, "process_died", "simulated");
  const Way way = draw_way(scheduler_, faults_);
  co_await wait_micros(scheduler_, host_.owner, way == Way::silent_done || way == Way::silent_not_done ? kOurTimeout : scheduler_.chance.between(2, 80) * kMillisecond);
  if (!host_.alive) co_return fail(ErrorKind::unavailable, "process_died", "simulated");
  if (way != Way::good) co_return fail(ErrorKind::unavailable, "courier_unavailable", "simulated");
  auto status = service_.status(reference);
  if (!status) co_return fail(ErrorKind::not_found, "shipment_not_found", "simulated");
  co_return *status;
}

Task<Result<Shipment>> CourierOfService::request(ShipmentRequest request, std::string key) {
  const auto died = [] { return fail(ErrorKind::unavailable, "process_died", "simulated"); };
  if (!host_.alive) co_return died();
  const Way way = draw_way(scheduler_, faults_);
  co_await wait_micros(scheduler_, host_.owner, scheduler_.chance.between(2, 80) * kMillisecond);
  if (!host_.alive) co_return died();
  if (way == Way::not_done) co_return fail(ErrorKind::unavailable, "courier_unavailable", "simulated");
  if (way == Way::silent_not_done) {
    co_await wait_micros(scheduler_, host_.owner, kOurTimeout);
    co_return fail(ErrorKind::unknown, "courier_timeout", "simulated");
  }
  const Shipment shipment = service_.request(request, key);
  co_await wait_micros(scheduler_, host_.owner, way == Way::silent_done ? kOurTimeout : scheduler_.chance.between(2, 80) * kMillisecond);
  if (!host_.alive) co_return died();
  if (way == Way::silent_done) co_return fail(ErrorKind::unknown, "courier_timeout", "simulated");
  co_return shipment;
}

}  // namespace atelier::simulation
