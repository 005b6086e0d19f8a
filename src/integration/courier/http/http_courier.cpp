#include "integration/courier/http/http_courier.h"

#include <boost/json.hpp>

#include "integration/subscribers/signature.h"

namespace atelier::integration {
namespace {

namespace js = boost::json;

// What we send, before fields are renamed.
struct Cancellation {
  std::string reference;
  std::string id;
};
BOOST_DESCRIBE_STRUCT(Cancellation, (), (reference, id))

// A missing or null field is empty.
std::string text_at(const js::value& value, const std::string& pointer) {
  js::error_code none;
  const auto* found = value.find_pointer(pointer, none);
  if (found == nullptr) return {};
  if (found->is_string()) return std::string(found->get_string());
  return found->is_null() ? std::string() : js::serialize(*found);
}

// "/parcel/grams": objects on the way are made.
void put_at(js::object& object, std::string_view pointer, const js::value& value) {
  pointer.remove_prefix(std::min<std::size_t>(1, pointer.size()));
  const auto slash = pointer.find('/');
  js::value& place = object[js::string_view(pointer.data(), std::min(slash, pointer.size()))];
  if (slash == std::string_view::npos) {
    place = value;
    return;
  }
  if (!place.is_object()) place.emplace_object();
  put_at(place.get_object(), pointer.substr(slash), value);
}

template <class E>
std::optional<E> word(const std::map<std::string, E>& his, const std::string& code) {
  if (const auto found = his.find(code); found != his.end()) return found->second;
  E ours{};
  if (boost::describe::enum_from_string(code.c_str(), ours)) return ours;
  return std::nullopt;
}

class HttpCourier final : public Courier {
 public:
  HttpCourier(HttpCourierOptions options, std::string webhook_secret, http::Client& client)
      : options_(std::move(options)), secrets_{std::move(webhook_secret)}, client_(client) {}

  std::string_view name() const override { return options_.name; }

  Task<Result<Shipment>> request(ShipmentRequest shipment, std::string idempotency_key) override {
    auto answer = co_await ask(http::Method::post, fields().shipments_path, renamed(json::write(shipment)), std::move(idempotency_key));
    if (!answer) co_return fail(answer);
    Shipment made{.courier_reference = text_at(*answer, fields().id),
                  .tracking_number = text_at(*answer, fields().tracking_number),
                  .tracking_url = text_at(*answer, fields().tracking_url),
                  .label_url = text_at(*answer, fields().label_url)};
    if (made.courier_reference.empty()) co_return unreadable("no " + fields().id);
    co_return made;
  }

  Task<Result<CancelOutcome>> cancel(DeliveryId delivery, std::string courier_reference, std::string idempotency_key) override {
    auto answer = co_await ask(http::Method::post, fields().cancellations_path,
                               renamed(json::write(Cancellation{delivery.text(), std::move(courier_reference)})), std::move(idempotency_key));
    // What he never heard of he will not come for.
    if (!answer && answer.error().kind == ErrorKind::not_found) co_return CancelOutcome::cancelled;
    if (!answer) co_return fail(answer);
    const auto outcome = word(fields().outcomes, text_at(*answer, fields().outcome));
    if (!outcome) co_return unreadable("the outcome of a cancellation is none that is mapped");
    co_return *outcome;
  }

  Task<Result<ReturnLabel>> return_label(ReturnLabelRequest wanted, std::string idempotency_key) override {
    auto answer = co_await ask(http::Method::post, fields().return_labels_path, renamed(json::write(wanted)), std::move(idempotency_key));
    if (!answer) co_return fail(answer);
    co_return ReturnLabel{text_at(*answer, fields().tracking_number), text_at(*answer, fields().label_url)};
  }

  Task<Result<CourierStatus>> look_up(std::string courier_reference) override {
    auto answer = co_await ask(http::Method::get, fields().shipments_path + "/" + courier_reference, "", "");
    if (!answer) co_return fail(answer);
    co_return status_of(*answer);
  }

  Result<CourierNotice> read_webhook(const HeaderOf& header_of, std::string_view body, Time now) const override {
    const WebhookHeaders headers{header_of("webhook-id"), header_of("webhook-timestamp"), header_of("webhook-signature")};
    auto genuine = verify_message(secrets_, headers, body, now);
    if (!genuine) return fail(genuine);
    js::error_code error;
    const auto value = js::parse(js::string_view(body.data(), body.size()), error);
    if (error) return fail(ErrorKind::invalid, "webhook_unreadable", "the message is not JSON");
    const auto status = status_of(value);
    if (!status) return fail(ErrorKind::invalid, "webhook_unreadable", status.error().detail);
    return CourierNotice{.event = std::string(headers.id),
                         .delivery = DeliveryId::parse(text_at(value, fields().reference)),
                         .step = status->step,
                         .reason = status->reason,
                         .at = status->at};
  }

 private:
  const CourierFields& fields() const { return options_.fields; }

  static std::unexpected<Error> unreadable(std::string detail) {
    // It was done, perhaps: the same key again tells.
    return fail(ErrorKind::unknown, "courier_unreadable", std::move(detail));
  }

  Result<CourierStatus> status_of(const js::value& value) const {
    const auto step = word(fields().statuses, text_at(value, fields().status));
    const auto at = parse_rfc3339(text_at(value, fields().at));
    if (!step) return unreadable("the status is none that is mapped");
    if (!at) return unreadable("expected a time as RFC 3339 at " + fields().at);
    return CourierStatus{*step, text_at(value, fields().reason), *at};
  }

  // Our fields under his names.
  std::string renamed(const std::string& body) const {
    if (fields().request.empty()) return body;
    const js::value ours = js::parse(body);
    js::object his = ours.as_object();
    for (const auto& [from, to] : fields().request) {
      if (from.rfind('/') == 0) his.erase(from.substr(1));
    }
    for (const auto& [from, to] : fields().request) {
      js::error_code none;
      if (const auto* value = ours.find_pointer(from, none)) put_at(his, to, *value);
    }
    return js::serialize(his);
  }

  Task<Result<js::value>> ask(http::Method method, std::string path, std::string body, std::string idempotency_key) {
    http::ClientRequest request{.method = method, .url = options_.base_url + path, .timeout = options_.timeout};
    request.headers = {{"Authorization", "Bearer " + options_.secret_key}, {"Accept", "application/json"}};
    if (!idempotency_key.empty()) request.headers.emplace_back("Idempotency-Key", std::move(idempotency_key));
    if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(body);
    auto response = co_await client_.send(std::move(request));
    if (!response) co_return fail(response);
    const std::string answered = "the courier answered " + std::to_string(response->status);
    const int status = response->status;
    if (status >= 500 || status == 429 || status == 408) co_return fail(ErrorKind::unknown, "courier_error", answered);
    if (status == 401 || status == 403) co_return fail(ErrorKind::unavailable, "courier_denied", answered + ": is our key right?");
    if (status == 404) co_return fail(ErrorKind::not_found, "shipment_not_found", answered);
    if (status >= 400) co_return fail(ErrorKind::invalid, "courier_refused", answered);
    js::error_code error;
    auto value = js::parse(response->body, error);
    if (error) co_return unreadable("the answer is not JSON");
    co_return std::move(value);
  }

  const HttpCourierOptions options_;
  const std::vector<std::string> secrets_;
  http::Client& client_;
};

}  // namespace

Result<CourierFields> read_courier_fields(std::string_view text) {
  // Read twice: once for what is wrong with it (a field nobody knows is a typing error), once with defaults for what is left out.
  auto strict = json::read<CourierFields>(text);
  if (!strict) {
    json::Problems problems;
    for (auto& problem : strict.error()) {
      if (problem.code != "required") problems.push_back(std::move(problem));
    }
    if (!problems.empty()) return fail(ErrorKind::invalid, "bad_courier_fields", json::to_string(problems));
  }
  auto fields = json::read<CourierFields>(text, json::Mode::lenient);
  if (!fields) return fail(ErrorKind::invalid, "bad_courier_fields", json::to_string(fields.error()));
  return std::move(*fields);
}

Result<std::unique_ptr<Courier>> make_http_courier(HttpCourierOptions options, http::Client& client) {
  auto secret = read_secret(options.webhook_secret);
  if (!secret) return fail(secret);
  return std::make_unique<HttpCourier>(std::move(options), std::move(*secret), client);
}

}  // namespace atelier::integration
