#include <algorithm>
#include <charconv>

#include "item_management/ean.h"
#include "item_management/import/html_text.h"
#include "item_management/import/shopify_item.h"
#include "item_management/validation.h"

namespace atelier::item_management {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out;
  for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  // "1450" and a spreadsheet's "1450.0".
  if (const auto dot = text.find('.'); dot != std::string_view::npos) {
    if (text.find_first_not_of('0', dot + 1) != std::string_view::npos) return std::nullopt;
    text = text.substr(0, dot);
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string option_code(std::string_view name) {
  const auto text = lower(name);
  if (text == "color" || text == "colour") return "colour";
  return make_code(name);
}

// Words for each level of a category path that the house does not have: "women", then "women/coats".
void add_category_terms(std::vector<Term>& terms, const Vocabulary& vocabulary, std::string_view text,
                        const std::string& path) {
  std::size_t depth_end = 0;
  std::string_view rest = text;
  while (depth_end != std::string::npos) {
    depth_end = path.find('/', depth_end == 0 ? 0 : depth_end + 1);
    const auto code = path.substr(0, depth_end);
    const auto cut = rest.find_first_of(">/");
    const auto name = trimmed(rest.substr(0, cut));
    rest.remove_prefix(cut == std::string_view::npos ? rest.size() : cut + 1);
    if (!vocabulary.has("category", code)) {
      terms.push_back(make_term("category", code, name.empty() ? code : name,
                                vocabulary.size("category") + terms.size()));
    }
  }
}

}  // namespace

struct ShopifyRows::Row {
  const ColumnMap& columns;
  const std::vector<std::string_view>& fields;
  std::int64_t line;
  std::string_view operator[](Column column) const { return trimmed(columns.get(fields, column)); }
};

ShopifyRows::ShopifyRows(ColumnMap columns, const Vocabulary& vocabulary, const ShopifyOptions& options)
    : columns_(columns), vocabulary_(vocabulary), options_(options) {}

std::optional<std::int64_t> parse_amount(std::string_view text, Currency currency) {
  const auto dot = text.find('.');
  const auto whole = text.substr(0, dot);
  auto fraction = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  const auto digits = static_cast<std::size_t>(currency.minor_digits());
  while (fraction.size() > digits && fraction.back() == '0') fraction.remove_suffix(1);
  const auto is_digits = [](std::string_view part) {
    return std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (whole.empty() || whole.size() > 13 || fraction.size() > digits || !is_digits(whole) ||
      !is_digits(fraction))
    return std::nullopt;
  std::string minor(whole);
  minor += fraction;
  minor.append(digits - fraction.size(), '0');
  std::int64_t amount = 0;
  std::from_chars(minor.data(), minor.data() + minor.size(), amount);
  return amount;
}

std::string format_amount(std::int64_t amount_minor, Currency currency) {
  std::string text = std::to_string(amount_minor);
  const auto digits = static_cast<std::size_t>(currency.minor_digits());
  if (digits == 0) return text;
  if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
  text.insert(text.size() - digits, ".");
  return text;
}

ShopifyItem ShopifyRows::begin(const std::vector<std::string_view>& fields, std::int64_t line) const {
  const Row row{columns_, fields, line};
  ShopifyItem item{.handle = lower(row[Column::handle]), .line = line};
  item.present = {.body = columns_.has(Column::body),
                  .vendor = columns_.has(Column::vendor),
                  .category = columns_.has(Column::type) || columns_.has(Column::product_category),
                  .tags = columns_.has(Column::tags),
                  .status = columns_.has(Column::status) || columns_.has(Column::published),
                  .ean = columns_.has(Column::barcode),
                  .weight = columns_.has(Column::grams),
                  .price = columns_.has(Column::price),
                  .compare_at = columns_.has(Column::compare_at),
                  .images = columns_.has(Column::image_src),
                  .alt = columns_.has(Column::image_alt)};
  read_item_fields(item, row);
  return item;
}

void ShopifyRows::add(ShopifyItem& item, const std::vector<std::string_view>& fields,
                      std::int64_t line) const {
  const Row row{columns_, fields, line};
  for (std::size_t i = columns_.width(); i < fields.size(); ++i) {
    if (trimmed(fields[i]).empty()) continue;
    item.issues.push_back({line, std::nullopt, "too_many_fields",
                           "the row has " + std::to_string(fields.size()) + " fields, the header " +
                               std::to_string(columns_.width())});
    return;
  }
  const bool is_variant =
      !row[Column::option1_value].empty() || !row[Column::sku].empty() || !row[Column::price].empty();
  if (is_variant) read_variant(item, row);
  if (!row[Column::image_src].empty()) read_image(item, row);
}

void ShopifyRows::read_item_fields(ShopifyItem& item, const Row& row) const {
  const auto issue = [&](Column column, std::string code, std::string reason) {
    item.issues.push_back({row.line, std::string(name_of(column)), std::move(code), std::move(reason)});
  };
  item.title = row[Column::title];
  if (item.title.empty()) issue(Column::title, "required", "an item's first row has its title");
  item.description = html_to_text(columns_.get(row.fields, Column::body));
  item.vendor = row[Column::vendor];
  const auto category = row[Column::type].empty() ? row[Column::product_category] : row[Column::type];
  if (!category.empty()) {
    item.category_text = category;
    item.category = vocabulary_.resolve("category", category);
    add_category_terms(item.terms, vocabulary_, category, item.category);
  }
  // Merchants' files have codes of a tax service here: those are not ours.
  if (std::ranges::find(options_.tax_classes, row[Column::tax_code]) != options_.tax_classes.end())
    item.tax_class = row[Column::tax_code];
  for (std::string_view rest = row[Column::tags]; !rest.empty();) {
    const auto cut = rest.find(',');
    const auto tag = trimmed(rest.substr(0, cut));
    rest.remove_prefix(cut == std::string_view::npos ? rest.size() : cut + 1);
    if (tag.empty()) continue;
    constexpr std::string_view collection = "collection:";
    if (!tag.starts_with(collection)) {
      item.tags.emplace_back(tag);
      continue;
    }
    auto code = vocabulary_.resolve("collection", tag.substr(collection.size()));
    if (!vocabulary_.has("collection", code)) {
      item.terms.push_back(
          make_term("collection", code, tag.substr(collection.size()), vocabulary_.size("collection")));
    }
    item.collections.push_back(std::move(code));
  }
  const auto status = lower(row[Column::status]);
  const auto published = lower(row[Column::published]);
  if (status == "active")
    item.status = published == "false" ? ItemStatus::draft : ItemStatus::active;
  else if (status == "draft" || status == "unlisted")
    item.status = ItemStatus::draft;
  else if (status == "archived")
    item.status = ItemStatus::archived;
  else if (!status.empty())
    issue(Column::status, "bad_status", "active, draft or archived was expected");
  else if (item.present.status)
    item.status = published == "false" ? ItemStatus::draft : ItemStatus::active;
  constexpr Column names[] = {Column::option1_name, Column::option2_name, Column::option3_name};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto name = row[names[i]];
    // Shopify's sign for an item without choices.
    if (i == 0 && name == "Title" && row[Column::option1_value] == "Default Title") continue;
    if (!name.empty()) item.option_names[i] = option_code(name);
  }
}

std::string ShopifyRows::value_code(ShopifyItem& item, std::size_t option, std::string_view text) const {
  const auto& kind = item.option_names[option];
  auto code = vocabulary_.resolve(kind, text);
  const bool known = vocabulary_.has(kind, code) || std::ranges::any_of(item.terms, [&](const Term& term) {
                       return term.kind == kind && term.code == code;
                     });
  if (!known && (kind == "colour" || code != text) && kind != "size") {
    item.terms.push_back(make_term(kind, code, text, vocabulary_.size(kind)));
  }
  return code;
}

void ShopifyRows::read_variant(ShopifyItem& item, const Row& row) const {
  const auto issue = [&](Column column, std::string code, std::string reason) {
    item.issues.push_back({row.line, std::string(name_of(column)), std::move(code), std::move(reason)});
  };
  ShopifyVariantRow variant{.line = row.line};
  constexpr Column values[] = {Column::option1_value, Column::option2_value, Column::option3_value};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto text = row[values[i]];
    if (item.option_names[i].empty()) {
      if (!text.empty() && text != "Default Title")
        issue(values[i], "option_without_name", "the item's first row names no such option");
      continue;
    }
    if (text.empty())
      issue(values[i], "required", "a variant has a value for each option of its item");
    else
      variant.values[i] = value_code(item, i, text);
  }
  variant.sku = row[Column::sku];
  if (variant.sku.empty()) {  // many merchants have none: one that stays the same from file to file
    variant.sku = item.handle;
    for (const auto& value : variant.values) variant.sku += value.empty() ? "" : "-" + value;
    if (!is_sku(variant.sku))
      issue(Column::sku, "required", "a SKU is missing, and the handle with the options is too long for one");
  } else if (!is_sku(variant.sku)) {
    issue(Column::sku, "bad_sku",
          "1 to 64 visible ASCII characters without space, comma and slash were expected");
  }
  if (const auto text = row[Column::barcode]; !text.empty()) {
    const auto ean = normalise_barcode(text);
    if (ean)
      variant.ean = *ean;
    else
      issue(Column::barcode, "bad_barcode",
            "an EAN-13 or UPC with a right check digit was expected: " + std::string(text.substr(0, 40)));
  }
  if (const auto text = row[Column::grams]; !text.empty()) {
    const auto grams = parse_whole(text);
    if (grams && *grams >= 0 && *grams <= 1'000'000)
      variant.weight_g = static_cast<int>(*grams);
    else
      issue(Column::grams, "bad_weight", "whole grams were expected: " + std::string(text.substr(0, 40)));
  }
  if (const auto text = row[Column::quantity]; !text.empty()) {
    const auto quantity = parse_whole(text);
    if (!quantity || *quantity > inventory::kMaxMovementQuantity) {
      issue(Column::quantity, "bad_quantity",
            "a whole number up to 100000 was expected: " + std::string(text.substr(0, 40)));
    } else {
      variant.quantity = static_cast<int>(
          std::max<std::int64_t>(*quantity, 0));  // an oversold shop begins here with nothing
    }
  }
  const auto amount = [&](Column column) -> std::optional<std::int64_t> {
    const auto text = row[column];
    if (text.empty()) return std::nullopt;
    const auto parsed = parse_amount(text, options_.currency);
    if (!parsed || *parsed > kMaxAmountMinor) {
      issue(column, "bad_price",
            "an amount in " + std::string(options_.currency.code()) +
                " such as 329.00 was expected: " + std::string(text.substr(0, 40)));
      return std::nullopt;
    }
    return parsed;
  };
  variant.price = amount(Column::price);
  variant.compare_at = amount(Column::compare_at);
  variant.image = row[Column::variant_image];
  if (item.variants.size() < kMaxRowsOfItem) item.variants.push_back(std::move(variant));
}

void ShopifyRows::read_image(ShopifyItem& item, const Row& row) const {
  ShopifyImageRow image{.line = row.line,
                        .src = std::string(row[Column::image_src]),
                        .alt = std::string(row[Column::image_alt])};
  image.position = static_cast<int>(item.images.size()) + 1;
  if (const auto text = row[Column::image_position]; !text.empty()) {
    const auto position = parse_whole(text);
    if (!position || *position < 1 || *position > 10'000) {
      item.issues.push_back({row.line, std::string(name_of(Column::image_position)), "bad_position",
                             "a whole number from 1 was expected"});
    } else {
      image.position = static_cast<int>(*position);
    }
  }
  if (item.images.size() < kMaxRowsOfItem) item.images.push_back(std::move(image));
}

}  // namespace atelier::item_management
