#include "integration/erp/records.h"

#include <algorithm>

#include "item_management/inventory/movements.h"
#include "item_management/validation.h"

namespace atelier::integration::erp {
namespace {

using item_management::Item;
using item_management::ItemDocument;

bool is_stock(RecordKind kind) { return kind == RecordKind::receipt || kind == RecordKind::count || kind == RecordKind::correction; }

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 128 && std::ranges::all_of(id, [](char c) { return c > ' ' && c < 0x7f; });
}

// A field that a kind does not take is as wrong as one it needs and has not.
template <class T>
void expect(json::Problems& problems, const std::optional<T>& field, std::string name, bool needed, bool taken) {
  if (needed && !field) problems.push_back({"/" + name, "required", "this field for a record of this kind"});
  if (!taken && field) problems.push_back({"/" + name, "unknown_field", "not for a record of this kind"});
}

void check_quantity(const Record& record, json::Problems& problems) {
  constexpr int kMost = item_management::inventory::kMaxMovementQuantity;
  const int quantity = record.quantity.value_or(1);
  const int least = record.kind == RecordKind::receipt ? 1 : record.kind == RecordKind::count ? 0 : -kMost;
  if (quantity < least || quantity > kMost || (record.kind == RecordKind::correction && quantity == 0)) {
    problems.push_back({"/quantity", "out_of_range", record.kind == RecordKind::receipt ? "1 to 100000" : record.kind == RecordKind::count ? "0 to 100000" : "-100000 to 100000, and not 0"});
  }
}

template <class T>
void keep(std::optional<T>& field, T stored) {
  if (!field) field = std::move(stored);
}

}  // namespace

std::variant<Record, json::Problems> read_record(std::string_view text) {
  auto record = json::read<Record>(text);
  if (!record) return std::move(record.error());
  if (auto problems = check_record(*record); !problems.empty()) return problems;
  return std::move(*record);
}

json::Problems check_record(const Record& record) {
  json::Problems problems;
  const bool stock = is_stock(record.kind);
  const bool price = record.kind == RecordKind::price;
  const bool item = record.kind == RecordKind::item;
  if (!is_id(record.id)) problems.push_back({"/id", "out_of_range", "1 to 128 visible ASCII characters"});
  expect(problems, record.sku, "sku", stock, stock);
  expect(problems, record.location, "location", stock, stock);
  expect(problems, record.quantity, "quantity", stock, stock);
  expect(problems, record.reference, "reference", false, stock);
  expect(problems, record.reason, "reason", record.kind == RecordKind::correction, stock);
  expect(problems, record.handle, "handle", price, price);
  expect(problems, record.prices, "prices", price, price);
  expect(problems, record.item, "item", item, item);
  if (stock) check_quantity(record, problems);
  if (record.sku && !item_management::is_sku(*record.sku)) problems.push_back({"/sku", "bad_value", "a SKU"});
  if (record.reference && record.reference->size() > 200) problems.push_back({"/reference", "out_of_range", "at most 200 bytes"});
  if (record.reason && (record.reason->empty() || record.reason->size() > 800)) problems.push_back({"/reason", "out_of_range", "1 to 200 characters"});
  if (record.prices && record.prices->empty()) problems.push_back({"/prices", "required", "a price at least"});
  if (record.item && record.item->photos) problems.push_back({"/item/photos", "unknown_field", "photos are uploaded in the office"});
  if (record.item && record.item->stock) problems.push_back({"/item/stock", "unknown_field", "records of kind receipt or count"});
  return problems;
}

std::string order_key(const Record& record) {
  if (record.item) return "item/" + record.item->handle;
  if (record.handle) return "item/" + *record.handle;
  return "sku/" + record.sku.value_or("");
}

Item merged(const Item* stored, const ItemDocument& document, json::Problems& problems) {
  if (stored == nullptr) return to_item(document, problems);
  auto whole = document;
  const auto before = to_document(*stored);
  for (const auto& [locale, was] : before.texts) {
    const auto [at, added] = whole.texts.try_emplace(locale, was);
    if (added) continue;
    keep(at->second.summary, was.summary.value_or(""));
    keep(at->second.description, was.description.value_or(""));
    keep(at->second.material, was.material.value_or(""));
    keep(at->second.care, was.care.value_or(""));
    keep(at->second.fit, was.fit.value_or(""));
  }
  for (const auto& [key, price] : before.prices) whole.prices.try_emplace(key, price);
  if (!whole.category) whole.category = before.category;
  if (!whole.collections) whole.collections = before.collections;
  if (!whole.tax_class) whole.tax_class = before.tax_class;
  if (!whole.made_in) whole.made_in = before.made_in;
  if (!whole.hs_code) whole.hs_code = before.hs_code;
  if (!whole.cloth) whole.cloth = before.cloth;
  if (!whole.vendor) whole.vendor = before.vendor;
  if (!whole.options) whole.options = before.options;
  if (!whole.related) whole.related = before.related;
  if (!whole.tags) whole.tags = before.tags;
  auto item = to_item(whole, problems);
  item.photos = stored->photos;
  return item;
}

}  // namespace atelier::integration::erp
