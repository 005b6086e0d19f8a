// What the ERP and the warehouse tell us, one record a fact: goods received, stock counted, items and their prices.
//
// A record is read strictly; everything wrong with it is named, and the records beside it do not suffer. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "item_management/document.h"
#include "json/json.h"

namespace atelier::integration::erp {

enum class RecordKind {
  receipt,     // goods arrived: `quantity` pieces of `sku` at `location`
  count,       // so many pieces are there: what is different is corrected
  correction,  // a signed difference, with its reason
  price,       // prices of the item `handle`, by currency or market; others stay
  item,        // master data of the item `handle`; what is left out stays as it is
};
BOOST_DESCRIBE_ENUM(RecordKind, receipt, count, correction, price, item)

// As it comes. Which fields a kind needs and takes is in check_record().
struct Record {
  std::string id;  // the ERP's own, 1 to 128 visible ASCII characters; never used for another fact
  RecordKind kind = RecordKind::receipt;
  std::optional<std::string> sku;
  std::optional<std::string> location;
  std::optional<int> quantity;
  std::optional<std::string> reference;  // delivery note, count sheet
  std::optional<std::string> reason;
  std::optional<std::string> handle;
  std::optional<std::map<std::string, item_management::Price>> prices;
  std::optional<item_management::ItemDocument> item;
};
BOOST_DESCRIBE_STRUCT(Record, (), (id, kind, sku, location, quantity, reference, reason, handle, prices, item))

// The record, or what is wrong with it; fields are pointers into the record ("/quantity").
std::variant<Record, json::Problems> read_record(std::string_view text);
json::Problems check_record(const Record& record);

// Records of one key are done one after another, in the order they stand in.
std::string order_key(const Record& record);

// The item as the document says, over what is there: a field that is left out keeps its value, a locale or a currency that is
// not named keeps its own. Photos are the office's.
item_management::Item merged(const item_management::Item* stored, const item_management::ItemDocument& document, json::Problems& problems);

}  // namespace atelier::integration::erp
