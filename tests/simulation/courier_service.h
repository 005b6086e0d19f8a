// The courier outside: it books a parcel once a key, carries it or fails to, and tells us by messages that come late, twice and
// in any order.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "integration/courier/courier.h"
#include "psp.h"

namespace atelier::simulation {

struct Parcel {
  std::string delivery;  // the house's id of it
  std::string order_number;
  std::vector<std::string> steps;  // as they happened
  bool ended = false;
  Time last_at{};
};

class CourierService {
 public:
  CourierService(Scheduler& scheduler, const Faults& faults) : scheduler_(scheduler), faults_(faults) {}

  std::function<void(const integration::CourierNotice&, std::function<void(bool accepted)>)> deliver;

  integration::Shipment request(const integration::ShipmentRequest& request, const std::string& key);
  // Where a parcel is, by his reference; nullopt: he has none.
  std::optional<integration::CourierStatus> status(const std::string& reference) const;
  const std::map<std::string, Parcel>& books() const { return parcels_; }  // by key
  std::size_t messages_waiting() const { return waiting_; }

 private:
  void carry(const std::string& key, const DeliveryId& delivery);
  void tell(const std::string& key, const DeliveryId& delivery, integration::CourierStep step);
  void send(integration::CourierNotice notice, int tries);

  Scheduler& scheduler_;
  const Faults& faults_;
  std::map<std::string, Parcel> parcels_;
  std::size_t waiting_ = 0;
  std::uint64_t events_ = 0;
};

class CourierOfService final : public integration::Courier {
 public:
  CourierOfService(Scheduler& scheduler, CourierService& service, Host& host, const Faults& faults)
      : scheduler_(scheduler), service_(service), host_(host), faults_(faults) {}
  std::string_view name() const override { return "simulated"; }
  Task<Result<integration::Shipment>> request(integration::ShipmentRequest request, std::string key) override;
  // Nobody here cancels or sends back yet; who called a parcel back would be told that it is on its way.
  Task<Result<integration::CancelOutcome>> cancel(DeliveryId, std::string, std::string) override { co_return integration::CancelOutcome::too_late; }
  Task<Result<integration::ReturnLabel>> return_label(integration::ReturnLabelRequest, std::string key) override {
    co_return integration::ReturnLabel{"BACK-" + key, "https://courier.test/labels/" + key};
  }
  Task<Result<integration::CourierStatus>> look_up(std::string reference) override;
  Result<integration::CourierNotice> read_webhook(const HeaderOf&, std::string_view, Time) const override {
    return fail(ErrorKind::invalid, "not_used", "messages are handed over as they are");
  }

 private:
  Scheduler& scheduler_;
  CourierService& service_;
  Host& host_;
  const Faults& faults_;
};

}  // namespace atelier::simulation
