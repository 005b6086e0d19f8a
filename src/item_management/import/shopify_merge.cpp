#include <algorithm>
#include <charconv>

#include "item_management/import/html_text.h"
#include "item_management/import/shopify_item.h"

namespace atelier::item_management {
namespace {

std::optional<std::int64_t> effective(const Item& item, const Variant& variant, const std::string& currency) {
  if (variant.prices) {
    if (const auto own = variant.prices->find(currency); own != variant.prices->end()) return own->second;
  }
  const auto common = item.prices.find(currency);
  return common == item.prices.end() ? std::nullopt : std::optional(common->second.amount);
}

// What the file shows of a compare_at: only where it is more than the variant's price.
std::optional<std::int64_t> shown_compare_at(const Item& item, std::int64_t price,
                                             const std::string& currency) {
  const auto common = item.prices.find(currency);
  if (common == item.prices.end() || !common->second.compare_at || *common->second.compare_at <= price)
    return std::nullopt;
  return common->second.compare_at;
}

// The stored prices say what the file says: keep how they are written down.
bool same_prices(const ShopifyItem& rows, const Item& stored, const std::string& currency) {
  if (rows.variants.size() != stored.variants.size()) return false;
  for (std::size_t i = 0; i < rows.variants.size(); ++i) {
    const auto& row = rows.variants[i];
    const auto& variant = stored.variants[i];
    const auto price = effective(stored, variant, currency);
    if (row.sku != variant.sku || row.price != price) return false;
    if (!rows.present.compare_at || !price) continue;
    const auto given = row.compare_at && *row.compare_at > *price ? row.compare_at : std::nullopt;
    if (given != shown_compare_at(stored, *price, currency)) return false;
  }
  return true;
}

void merge_prices(Item& item, const ShopifyItem& rows, const Item* stored, const std::string& currency) {
  if (!rows.present.price || (stored != nullptr && same_prices(rows, *stored, currency))) return;
  std::optional<std::int64_t> base, compare_at;
  bool all_equal = true;
  for (const auto& row : rows.variants) {
    if (!row.price) continue;
    if (!base) base = row.price;
    all_equal = all_equal && row.price == base;
    if (row.compare_at && *row.compare_at > *row.price)
      compare_at = std::max(compare_at.value_or(0), *row.compare_at);
  }
  for (auto& variant : item.variants) {
    if (!variant.prices) continue;
    variant.prices->erase(currency);
    if (variant.prices->empty()) variant.prices.reset();
  }
  if (!base) {
    item.prices.erase(currency);
    return;
  }
  auto& price = item.prices[currency];
  if (!rows.present.compare_at) compare_at = price.compare_at;
  price.amount = *base;
  price.compare_at = compare_at && *compare_at > *base ? compare_at : std::nullopt;
  if (all_equal) return;
  for (std::size_t i = 0; i < rows.variants.size() && i < item.variants.size(); ++i) {
    if (!rows.variants[i].price || rows.variants[i].price == base) continue;
    if (!item.variants[i].prices) item.variants[i].prices.emplace();
    (*item.variants[i].prices)[currency] = *rows.variants[i].price;
  }
}

void merge_variants(Item& item, const ShopifyItem& rows, const Item* stored) {
  if (rows.variants.empty()) return;
  item.options.clear();
  for (const auto& name : rows.option_names) {
    if (!name.empty()) item.options.push_back(name);
  }
  std::map<std::string_view, const Variant*> before;
  if (stored != nullptr) {
    for (const auto& variant : stored->variants) before[variant.sku] = &variant;
  }
  item.variants.clear();
  item.variants.reserve(rows.variants.size());
  for (const auto& row : rows.variants) {
    Variant variant;
    if (const auto known = before.find(row.sku); known != before.end()) variant = *known->second;
    variant.sku = row.sku;
    if (rows.present.ean) variant.ean = row.ean;
    if (rows.present.weight) variant.weight_g = row.weight_g.value_or(0);
    variant.options.clear();
    for (std::size_t i = 0; i < 3; ++i) {
      if (!rows.option_names[i].empty()) variant.options[rows.option_names[i]] = row.values[i];
    }
    item.variants.push_back(std::move(variant));
  }
}

void merge_photos(Item& item, const ShopifyItem& rows, const Item* stored, const std::string& locale) {
  // Where an address was not fetched, the photos stay as they are.
  if (!rows.present.images ||
      std::ranges::any_of(rows.images, [](const auto& image) { return !image.photo; }))
    return;
  std::vector<const ShopifyImageRow*> ordered;
  for (const auto& image : rows.images) ordered.push_back(&image);
  std::ranges::sort(ordered, {}, [](const auto* image) {
    return std::pair(image->position, image);
  });  // rows of a file keep their order
  std::vector<Photo> photos;
  for (const auto* image : ordered) {
    Photo photo = *image->photo;
    const Photo* before = nullptr;
    if (stored != nullptr) {
      for (const auto& known : stored->photos) {
        const bool used = std::ranges::any_of(photos, [&](const Photo& taken) { return taken == known; });
        if (known.hash == photo.hash && !used) {
          before = &known;
          break;
        }
      }
    }
    if (before != nullptr) {
      photo = *before;
    } else {
      for (const auto& variant : rows.variants) {
        if (variant.image != image->src) continue;
        for (std::size_t i = 0; i < 3; ++i) {
          if (rows.option_names[i] == "colour") photo.colour = variant.values[i];
        }
      }
    }
    if (rows.present.alt && !image->alt.empty()) photo.alt[locale] = image->alt;
    photos.push_back(std::move(photo));
  }
  item.photos = std::move(photos);
}

}  // namespace

Item merge_shopify(const ShopifyItem& rows, const Item* stored, const ShopifyOptions& options) {
  Item item = stored == nullptr ? Item{} : *stored;
  item.handle = rows.handle;
  const std::string currency(options.currency.code());
  // English is what every item has: a file in another language gives it where there is none.
  for (const auto& locale : {options.locale, std::string("en")}) {
    if (locale != options.locale && item.texts.contains("en")) continue;
    auto& texts = item.texts[locale];
    texts.title = rows.title;
    // Blanks that HTML folds do not make another text.
    if (rows.present.body && html_to_text(text_to_html(texts.description)) != rows.description)
      texts.description = rows.description;
  }
  if (rows.present.vendor) item.vendor = rows.vendor;
  if (rows.present.category) item.category = rows.category;
  if (rows.present.tags) {
    item.tags = rows.tags;
    item.collections = rows.collections;
  }
  if (!rows.tax_class.empty()) item.tax_class = rows.tax_class;
  if (rows.status)
    item.status = *rows.status;
  else if (stored == nullptr)
    item.status = ItemStatus::active;
  merge_variants(item, rows, stored);
  merge_prices(item, rows, stored, currency);
  merge_photos(item, rows, stored, options.locale);
  return item;
}

ImportIssue locate_in_shopify(const ShopifyItem& rows, const json::Problem& problem) {
  ImportIssue issue{rows.line, std::nullopt, problem.code, "expected " + problem.expected};
  const std::string_view field = problem.field;
  const auto named = [&](Column column) { issue.column = std::string(name_of(column)); };
  const auto index_of = [&](std::string_view prefix) -> std::optional<std::size_t> {
    if (!field.starts_with(prefix)) return std::nullopt;
    std::size_t index = 0;
    const auto* begin = field.data() + prefix.size();
    const auto [end, error] = std::from_chars(begin, field.data() + field.size(), index);
    if (error != std::errc()) return std::nullopt;
    return index;
  };
  if (const auto index = index_of("/variants/"); index && *index < rows.variants.size()) {
    issue.line = rows.variants[*index].line;
    if (field.ends_with("/sku"))
      named(Column::sku);
    else if (field.ends_with("/ean"))
      named(Column::barcode);
    else if (field.ends_with("/weight_g"))
      named(Column::grams);
    else if (field.find("/options") != std::string_view::npos)
      named(Column::option1_value);
    else
      named(Column::price);
  } else if (const auto photo = index_of("/photos/"); photo && *photo < rows.images.size()) {
    issue.line = rows.images[*photo].line;
    named(Column::image_src);
  } else if (field == "/handle")
    named(Column::handle);
  else if (field.ends_with("/title"))
    named(Column::title);
  else if (field.ends_with("/description"))
    named(Column::body);
  else if (field == "/category")
    named(Column::type);
  else if (field == "/tax_class")
    named(Column::tax_code);
  else if (field == "/vendor")
    named(Column::vendor);
  else if (field.starts_with("/tags") || field.starts_with("/collections"))
    named(Column::tags);
  else if (field.starts_with("/prices"))
    named(field.ends_with("/compare_at") ? Column::compare_at : Column::price);
  else if (field.starts_with("/options"))
    named(Column::option1_name);
  else if (field == "/variants")
    named(Column::sku);
  return issue;
}

}  // namespace atelier::item_management
