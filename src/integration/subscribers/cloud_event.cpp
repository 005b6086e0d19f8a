#include "integration/subscribers/cloud_event.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "json/json.h"

namespace atelier::integration {
namespace {

// Fields that tell of a person or open a door, by name, anywhere in an event's data.
constexpr std::string_view kPersonal[] = {
    "email", "phone", "note", "customer_name", "name_on_card", "given_name", "family_name", "given_name_phonetic", "family_name_phonetic",
    "company", "line1", "line2", "postal_code", "city", "return_url", "redirect_url", "token", "order_token", "tracking_url", "clerk", "by",
};
// Objects that are an address: of them the country is left.
constexpr std::string_view kAddresses[] = {"shipping_address", "billing_address", "address", "recipient"};

bool names(std::span<const std::string_view> list, std::string_view name) { return std::ranges::find(list, name) != list.end(); }

void clean(boost::json::value& value) {
  if (auto* array = value.if_array()) {
    for (auto& one : *array) clean(one);
    return;
  }
  auto* object = value.if_object();
  if (object == nullptr) return;
  for (auto at = object->begin(); at != object->end();) {
    const std::string_view name = at->key();
    if (names(kPersonal, name)) {
      at = object->stable_erase(at);
      continue;
    }
    if (names(kAddresses, name)) {
      boost::json::object left;
      if (const auto* address = at->value().if_object()) {
        if (const auto* country = address->if_contains("country")) left["country"] = *country;
      }
      at->value() = std::move(left);
    } else {
      clean(at->value());
    }
    ++at;
  }
}

struct Schema {
  std::string_view prefix;
  std::string_view name;
};
constexpr Schema kSchemas[] = {
    {"order.", "OrderEventData"},   {"payment.", "PaymentEventData"}, {"delivery.", "DeliveryEventData"}, {"return.", "ReturnEventData"},
    {"sale.", "SaleEventData"},     {"till_session.", "TillSessionEventData"}, {"item.", "ItemEventData"}, {"stock.", "StockEventData"},
    {"customer.", "CustomerEventData"},
};

}  // namespace

std::string without_personal_data(std::string_view json) {
  boost::system::error_code error;
  auto value = boost::json::parse(json, error);
  if (error) return "null";
  clean(value);
  return boost::json::serialize(value);
}

std::string_view schema_of(std::string_view type) {
  const auto found = std::ranges::find_if(kSchemas, [&](const Schema& schema) { return type.starts_with(schema.prefix); });
  return found == std::end(kSchemas) ? "EventData" : found->name;
}

std::string to_cloud_event(const events::EventRecord& event, events::Position at, const EventSource& source) {
  std::string out = R"({"specversion":"1.0","id":)";
  json::append_string(out, event.id.text());
  const auto add = [&](std::string_view name, std::string_view value) {
    out.append(",\"").append(name).append("\":");
    json::append_string(out, value);
  };
  add("source", source.source);
  add("type", std::string(kTypePrefix) + event.type);
  add("subject", event.subject);
  add("time", to_rfc3339(event.time));
  add("datacontenttype", "application/json");
  if (!source.schema_base.empty()) add("dataschema", source.schema_base + std::string(schema_of(event.type)));
  add("sequence", events::to_sort_key(at));
  out += ",\"data\":";
  auto data = without_personal_data(event.data.text);
  // Whoever needs it asks the API by the subject.
  if (out.size() + data.size() > kMaxEventBytes) data = R"({"left_out":"too_large"})";
  out += data;
  out += '}';
  return out;
}

Result<std::vector<std::string>> own_types(const std::vector<std::string>& types) {
  std::vector<std::string> own;
  for (const auto& type : types) {
    if (!type.starts_with(kTypePrefix)) return fail(ErrorKind::invalid, "bad_type", "a type begins with house.: house.order.paid, or house.order.");
    own.push_back(type.substr(kTypePrefix.size()));
  }
  return own;
}

}  // namespace atelier::integration
