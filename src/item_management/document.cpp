#include "item_management/document.h"

namespace atelier::item_management {
namespace {

ItemTexts to_texts(const TextsDocument& from) {
  return {.title = from.title,
          .summary = from.summary.value_or(""),
          .description = from.description.value_or(""),
          .material = from.material.value_or(""),
          .care = from.care.value_or(""),
          .fit = from.fit.value_or("")};
}

Variant to_variant(const VariantDocument& from, std::size_t index, json::Problems& problems) {
  Variant variant{.sku = from.sku,
                  .ean = from.ean.value_or(""),
                  .options = from.options,
                  .weight_g = from.weight_g.value_or(0)};
  if (!from.prices || from.prices->empty()) return variant;
  auto& prices = variant.prices.emplace();
  for (const auto& [key, price] : *from.prices) {
    prices[key] = price.amount;
    if (price.compare_at) {
      problems.push_back({"/variants/" + std::to_string(index) + "/prices/" + key + "/compare_at",
                          "bad_value", "null: a variant's price is compared with the item's compare_at"});
    }
  }
  return variant;
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

VariantDocument to_document(const Variant& from) {
  VariantDocument document{
      .sku = from.sku, .ean = unless_empty(from.ean), .options = from.options, .weight_g = from.weight_g};
  if (from.prices) {
    auto& prices = document.prices.emplace();
    for (const auto& [key, amount] : *from.prices) prices[key] = Price{amount, std::nullopt};
  }
  return document;
}

}  // namespace

Item to_item(const ItemDocument& from, json::Problems& problems) {
  Item item{.handle = from.handle,
            .status = from.status,
            .category = from.category.value_or(""),
            .collections = from.collections.value_or(std::vector<std::string>{}),
            .tax_class = from.tax_class.value_or("standard"),
            .made_in = from.made_in.value_or(""),
            .hs_code = from.hs_code.value_or(""),
            .cloth = from.cloth.value_or(""),
            .vendor = from.vendor.value_or(""),
            .options = from.options.value_or(std::vector<std::string>{}),
            .prices = from.prices,
            .related = from.related.value_or(std::vector<std::string>{}),
            .tags = from.tags.value_or(std::vector<std::string>{})};
  for (const auto& [locale, texts] : from.texts) item.texts[locale] = to_texts(texts);
  item.variants.reserve(from.variants.size());
  for (std::size_t i = 0; i < from.variants.size(); ++i)
    item.variants.push_back(to_variant(from.variants[i], i, problems));
  if (from.photos) {
    for (const auto& photo : *from.photos) {
      item.photos.push_back({.hash = photo.hash.value_or(""),
                             .view = photo.view.value_or(""),
                             .colour = photo.colour.value_or(""),
                             .alt = photo.alt.value_or(LocalText{})});
    }
  }
  return item;
}

ItemDocument to_document(const Item& item) {
  ItemDocument document{.handle = item.handle,
                        .status = item.status,
                        .category = unless_empty(item.category),
                        .collections = item.collections,
                        .tax_class = item.tax_class,
                        .made_in = unless_empty(item.made_in),
                        .hs_code = unless_empty(item.hs_code),
                        .cloth = unless_empty(item.cloth),
                        .vendor = unless_empty(item.vendor),
                        .options = item.options,
                        .prices = item.prices,
                        .related = item.related,
                        .tags = item.tags};
  for (const auto& [locale, texts] : item.texts) {
    document.texts[locale] = {.title = texts.title,
                              .summary = texts.summary,
                              .description = texts.description,
                              .material = texts.material,
                              .care = texts.care,
                              .fit = texts.fit};
  }
  for (const auto& variant : item.variants) document.variants.push_back(to_document(variant));
  auto& photos = document.photos.emplace();
  for (const auto& photo : item.photos) {
    photos.push_back(
        {.hash = photo.hash, .view = photo.view, .colour = unless_empty(photo.colour), .alt = photo.alt});
  }
  return document;
}

}  // namespace atelier::item_management
