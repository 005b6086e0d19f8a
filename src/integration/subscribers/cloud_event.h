// Events as the outside sees them: CloudEvents 1.0.2 in JSON's structured mode (github.com/cloudevents/spec, json-format.md).
//
// type is "house." and ours ("house.order.paid"); source names the region; subject is the aggregate; id is the event's, the same in every repeat;
// `sequence` (the extension of that name) grows with time within a source, so that a receiver can tell an old repeat from news.
//
// Data carries no card data (we have none) and as little of a person as can be: names, addresses (but for the country), e-mail, telephone, notes
// and links that open an order are left out here, whatever the event's writer put in. Who may know more asks the API by the subject. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "events/journal.h"

namespace atelier::integration {

inline constexpr std::string_view kTypePrefix = "house.";
inline constexpr std::string_view kCloudEventMediaType = "application/cloudevents+json; charset=utf-8";
inline constexpr std::size_t kMaxEventBytes = 256u << 10;  // the specification asks intermediaries for 64 KB; ours are 1 to 3

struct EventSource {
  std::string source;       // "https://shop.example/regions/eu": a URI, one a region
  std::string schema_base;  // "https://shop.example/openapi.json#/components/schemas/"; empty: no dataschema
};

std::string to_cloud_event(const events::EventRecord& event, events::Position at, const EventSource& source);

// What is told of an event's data.
std::string without_personal_data(std::string_view json);

// The contract's name of an event's data: "order.paid" → "OrderEventData".
std::string_view schema_of(std::string_view type);

// A subscriber's types → the journal's: "house.order." → "order.". Errors "bad_type" where one does not begin with "house.".
Result<std::vector<std::string>> own_types(const std::vector<std::string>& types);

}  // namespace atelier::integration
