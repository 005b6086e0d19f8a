#include "integration/marketing/google_feed.h"

#include <algorithm>

#include "base/text.h"
#include "shopping/views.h"

namespace atelier::integration {
namespace {

// Google's bounds, in characters; ours are counted in bytes of whole characters, which is less for most scripts.
constexpr std::size_t kTitle = 150;
constexpr std::size_t kDescription = 5'000;
constexpr std::size_t kMorePictures = 10;

void element(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out.append("<g:").append(name).append(1, '>').append(base::escape_markup(text)).append("</g:").append(name).append(">");
}

}  // namespace

std::string google_price(Money money) {
  const int digits = money.currency.minor_digits();
  auto text = std::to_string(money.amount_minor);
  if (digits > 0) {
    if (text.size() <= static_cast<std::size_t>(digits)) text.insert(0, static_cast<std::size_t>(digits) + 1 - text.size(), '0');
    text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
  }
  return text + ' ' + std::string(money.currency.code());
}

GoogleFeed::GoogleFeed(std::shared_ptr<const shopping::Snapshot> snapshot, const GoogleCategories& categories, const markets::Shipping& shipping,
                       Time now, GoogleFeedOptions options)
    : snapshot_(std::move(snapshot)), categories_(categories), shipping_(shipping), now_(now), options_(std::move(options)) {}

std::string GoogleFeed::next(std::size_t items) {
  std::string out;
  if (!std::exchange(begun_, true)) {
    out = R"(<?xml version="1.0" encoding="UTF-8"?>)"
          "\n"
          R"(<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>)" +
          base::escape_markup(options_.title) + "</title><link>" + base::escape_markup(options_.public_url + "/" + options_.market.code + "/" + options_.locale) +
          "</link><description>" + base::escape_markup(options_.title) + "</description>\n";
  }
  while (next_ < snapshot_->docs.size() && items-- > 0) append_item(out, *snapshot_->docs[next_++]);
  if (next_ == snapshot_->docs.size() && !std::exchange(ended_, true)) out += "</channel></rss>\n";
  // A run of items that are not sold here gives nothing, and is not the end.
  return out.empty() && !ended_ ? next(items + 100) : out;
}

void GoogleFeed::append_item(std::string& out, const shopping::ItemDoc& doc) {
  if (doc.item->photos.empty()) return;
  const auto shared = shared_of(doc);
  for (std::size_t i = 0; i < doc.item->variants.size(); ++i) append_variant(out, doc, i, shared);
}

// What all variants of an item have in common.
std::string GoogleFeed::shared_of(const shopping::ItemDoc& doc) const {
  const auto& item = *doc.item;
  const auto& texts = shopping::texts_of(item, options_.locale);
  std::string out;
  const auto description = texts.description.empty() ? (texts.summary.empty() ? texts.title : texts.summary) : texts.description;
  element(out, "description", base::cut_text(description, kDescription));
  element(out, "item_group_id", item.handle);
  element(out, "condition", "new");
  element(out, "brand", item.vendor);
  const auto category = categories_.find(item.category);
  element(out, "google_product_category", category.google);
  std::string path;
  for (const auto& step : shopping::breadcrumbs_of(*snapshot_->words, item.category, options_.locale)) path += (path.empty() ? "" : " > ") + step.name;
  element(out, "product_type", path);
  element(out, "gender", category.gender.value_or(""));
  if (category.apparel.value_or(false)) element(out, "age_group", "adult");
  if (const auto* cloth = snapshot_->words->material(item.cloth)) element(out, "material", shopping::in_locale(cloth->names, options_.locale));
  return out;
}

void GoogleFeed::append_variant(std::string& out, const shopping::ItemDoc& doc, std::size_t index, const std::string& shared) {
  const auto& item = *doc.item;
  const auto& variant = item.variants[index];
  const auto price = item_management::price_of(item, variant, options_.market.code, options_.market.currency);
  if (!price) return;
  const auto option = [&](const char* name) {
    const auto found = variant.options.find(name);
    return found == variant.options.end() ? std::string() : found->second;
  };
  const auto colour = option("colour");
  const auto* word = snapshot_->words->colour(colour);
  const std::string colour_name(word != nullptr ? shopping::in_locale(word->names, options_.locale) : std::string_view(colour));
  const auto size = option("size");
  auto title = shopping::texts_of(item, options_.locale).title;
  if (!colour_name.empty()) title += ", " + colour_name;

  out += "<item>";
  element(out, "id", variant.sku);
  element(out, "mpn", variant.sku);
  element(out, "title", base::cut_text(title, kTitle));
  element(out, "link", options_.public_url + "/" + options_.market.code + "/" + options_.locale + "/items/" + item.handle);
  // The first picture that shows this colour, or any; then the others of it.
  const auto shows = [&](const item_management::Photo& photo) { return photo.colour.empty() || photo.colour == colour; };
  const auto picture = [&](const item_management::Photo& photo) { return options_.public_url + "/media/" + photo.hash + "/1600.jpg"; };
  const auto first = std::ranges::find_if(item.photos, shows);
  const auto& main = first == item.photos.end() ? item.photos.front() : *first;
  element(out, "image_link", picture(main));
  std::size_t more = 0;
  for (const auto& photo : item.photos) {
    if (&photo != &main && shows(photo) && more++ < kMorePictures) element(out, "additional_image_link", picture(photo));
  }
  const auto level = doc.stock[index].regions[shopping::region_index(options_.market.region)];
  element(out, "availability", level == shopping::Level::none ? "out_of_stock" : "in_stock");
  element(out, "price", google_price(price->compare_at.value_or(price->price)));
  if (price->compare_at) element(out, "sale_price", google_price(price->price));
  element(out, "gtin", variant.ean);
  if (variant.ean.empty() && item.vendor.empty()) element(out, "identifier_exists", "no");
  element(out, "color", colour_name);
  element(out, "size", size);
  out += shipping_of(price->price);
  out += shared;
  out += "</item>\n";
}

const std::string& GoogleFeed::shipping_of(Money price) {
  const auto [at, made] = shipping_by_price_.try_emplace(price.amount_minor);
  if (!made) return at->second;
  auto& out = at->second;
  for (const auto& offer : shipping_.offers(options_.market.country, price, options_.locale, now_)) {
    out += "<g:shipping>";
    element(out, "country", options_.market.country);
    element(out, "service", offer.name);
    element(out, "price", google_price(offer.price));
    out += "</g:shipping>";
  }
  return out;
}

}  // namespace atelier::integration
