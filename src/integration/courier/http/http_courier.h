// A courier reached over plain JSON and HTTP, for the many whose interface is that. README.md has the messages and how fields are mapped.
//
// Webhooks are signed as Standard Webhooks asks (webhook-id, webhook-timestamp, webhook-signature; HMAC-SHA256); older than five
// minutes, or forged, is refused. Each call has one timeout; retries are the relay's, under the same Idempotency-Key.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "http/client.h"
#include "integration/courier/courier.h"

namespace atelier::integration {

// Where a courier's words are other than ours. Pointers are JSON pointers (RFC 6901) into his messages.
struct CourierFields {
  std::string shipments_path = "/shipments";  // below the base URL; "/<id>" is added for one of them
  std::string cancellations_path = "/cancellations";
  std::string return_labels_path = "/return-labels";
  // What we send: our field's pointer → his. A field that is not named keeps its name.
  std::map<std::string, std::string> request;
  // What he answers and tells.
  std::string id = "/id";
  std::string tracking_number = "/tracking_number";
  std::string tracking_url = "/tracking_url";
  std::string label_url = "/label_url";
  std::string outcome = "/outcome";      // of a cancellation
  std::string reference = "/reference";  // of a webhook: our delivery's id
  std::string status = "/status";
  std::string reason = "/reason";
  std::string at = "/at";                // RFC 3339
  // His codes → ours; those that are not named are taken as our own words. One that nobody knows is an unreadable message.
  std::map<std::string, CourierStep> statuses;
  std::map<std::string, CancelOutcome> outcomes;
};
BOOST_DESCRIBE_STRUCT(CourierFields, (), (shipments_path, cancellations_path, return_labels_path, request, id, tracking_number, tracking_url,
                                          label_url, outcome, reference, status, reason, at, statuses, outcomes))

// Of a JSON file; fields that are left out keep their defaults. Errors: invalid, with what is wrong where.
Result<CourierFields> read_courier_fields(std::string_view text);

struct HttpCourierOptions {
  std::string name;            // stands on orders: "Swift Parcel"
  std::string base_url;        // "https://api.courier.example/v2", without a slash at the end
  std::string secret_key;      // sent as Authorization: Bearer
  std::string webhook_secret;  // "whsec_…"
  CourierFields fields;
  Milliseconds timeout{10'000};
};
// Error invalid "bad_secret".
Result<std::unique_ptr<Courier>> make_http_courier(HttpCourierOptions options, http::Client& client);

}  // namespace atelier::integration
