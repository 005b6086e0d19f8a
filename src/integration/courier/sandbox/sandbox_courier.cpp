#include "integration/courier/sandbox/sandbox_courier.h"

#include "integration/courier/sandbox/messages.h"
#include "security/signature.h"

namespace atelier::integration {
namespace {

using namespace sandbox_courier;

class SandboxCourier final : public Courier {
 public:
  SandboxCourier(SandboxCourierOptions options, http::Client& client) : options_(std::move(options)), client_(client) {}

  std::string_view name() const override { return "Sandbox Courier"; }

  Task<Result<Shipment>> request(ShipmentRequest shipment, std::string idempotency_key) override {
    http::ClientRequest request{.method = http::Method::post, .url = options_.base_url + "/v1/shipments", .timeout = options_.timeout};
    request.headers = {{"Authorization", "Bearer " + options_.secret_key},
                       {"Idempotency-Key", std::move(idempotency_key)},
                       {"Content-Type", "application/json"}};
    request.body = json::write(shipment);
    auto response = co_await client_.send(std::move(request));
    if (!response) co_return fail(response);
    if (response->status >= 500 || response->status == 429) {
      co_return fail(ErrorKind::unknown, "courier_error", "the courier answered " + std::to_string(response->status));
    }
    if (response->status >= 400) {
      co_return fail(ErrorKind::invalid, "courier_refused", "the courier answered " + std::to_string(response->status));
    }
    auto object = json::read<ShipmentObject>(response->body, json::Mode::lenient);
    if (!object) co_return fail(ErrorKind::unknown, "courier_unreadable", json::to_string(object.error()));
    co_return Shipment{object->id, object->tracking_number, object->tracking_url};
  }

  Result<CourierNotice> read_webhook(const HeaderOf& header_of, std::string_view body, Time now) const override {
    auto genuine = security::verify_webhook(options_.webhook_secret, header_of(kSignatureHeader), body, now);
    if (!genuine) return fail(genuine);
    auto notice = json::read<Notice>(body, json::Mode::lenient);
    if (!notice) return fail(ErrorKind::invalid, "webhook_unreadable", json::to_string(notice.error()));
    return CourierNotice{.event = notice->event,
                         .delivery = DeliveryId::parse(notice->delivery),
                         .step = notice->step,
                         .reason = notice->reason,
                         .at = notice->at};
  }

 private:
  const SandboxCourierOptions options_;
  http::Client& client_;
};

}  // namespace

std::unique_ptr<Courier> make_sandbox_courier(SandboxCourierOptions options, http::Client& client) {
  return std::make_unique<SandboxCourier>(std::move(options), client);
}

}  // namespace atelier::integration
