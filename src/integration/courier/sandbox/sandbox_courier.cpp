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
    auto object = co_await ask<ShipmentObject>(http::Method::post, "/v1/shipments", json::write(shipment), std::move(idempotency_key));
    if (!object) co_return fail(object);
    co_return Shipment{object->id, object->tracking_number, object->tracking_url, object->label_url};
  }

  Task<Result<CancelOutcome>> cancel(DeliveryId delivery, std::string courier_reference, std::string idempotency_key) override {
    auto done = co_await ask<Cancellation>(http::Method::post, "/v1/cancellations",
                                           json::write(CancellationRequest{delivery.text(), std::move(courier_reference)}),
                                           std::move(idempotency_key));
    if (!done) co_return fail(done);
    co_return done->outcome;
  }

  Task<Result<ReturnLabel>> return_label(ReturnLabelRequest wanted, std::string idempotency_key) override {
    auto label = co_await ask<LabelObject>(http::Method::post, "/v1/return-labels", json::write(wanted), std::move(idempotency_key));
    if (!label) co_return fail(label);
    co_return ReturnLabel{label->tracking_number, label->label_url};
  }

  Task<Result<CourierStatus>> look_up(std::string courier_reference) override {
    auto object = co_await ask<ShipmentObject>(http::Method::get, "/v1/shipments/" + courier_reference, "", "");
    if (!object) co_return fail(object);
    co_return CourierStatus{object->step, object->reason, object->at};
  }

  Result<CourierNotice> read_webhook(const HeaderOf& header_of, std::string_view body, Time now) const override {
    auto genuine = security::verify_webhook(options_.webhook_secret, header_of(kSignatureHeader), body, now);
    if (!genuine) return fail(genuine);
    auto notice = json::read<Notice>(body, json::Mode::lenient);
    if (!notice) return fail(ErrorKind::invalid, "webhook_unreadable", json::to_string(notice.error()));
    if (notice->event.empty() || notice->shipment.empty()) return fail(ErrorKind::invalid, "webhook_unreadable", "expected event and shipment");
    return CourierNotice{.event = notice->event,
                         .delivery = DeliveryId::parse(notice->delivery),
                         .step = notice->step,
                         .reason = notice->reason,
                         .at = notice->at};
  }

 private:
  template <class T>
  Task<Result<T>> ask(http::Method method, std::string path, std::string body, std::string idempotency_key) {
    http::ClientRequest request{.method = method, .url = options_.base_url + path, .timeout = options_.timeout};
    request.headers = {{"Authorization", "Bearer " + options_.secret_key}};
    if (!idempotency_key.empty()) request.headers.emplace_back("Idempotency-Key", std::move(idempotency_key));
    if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(body);
    auto response = co_await client_.send(std::move(request));
    if (!response) co_return fail(response);
    const std::string answered = "the courier answered " + std::to_string(response->status);
    if (response->status >= 500 || response->status == 429) co_return fail(ErrorKind::unknown, "courier_error", answered);
    if (response->status == 401 || response->status == 403) co_return fail(ErrorKind::unavailable, "courier_denied", answered + ": is our key right?");
    if (response->status == 404) co_return fail(ErrorKind::not_found, "shipment_not_found", answered);
    if (response->status >= 400) co_return fail(ErrorKind::invalid, "courier_refused", answered);
    auto object = json::read<T>(response->body, json::Mode::lenient);
    if (!object) co_return fail(ErrorKind::unknown, "courier_unreadable", json::to_string(object.error()));
    co_return std::move(*object);
  }

  const SandboxCourierOptions options_;
  http::Client& client_;
};

}  // namespace

std::unique_ptr<Courier> make_sandbox_courier(SandboxCourierOptions options, http::Client& client) {
  return std::make_unique<SandboxCourier>(std::move(options), client);
}

}  // namespace atelier::integration
