#include "order_management/goods.h"

#include <algorithm>

#include "item_management/items.h"

namespace atelier::order_management {
namespace {

using item_management::Item;
using item_management::Variant;

const std::string* in_locale(const item_management::LocalText& texts, const std::string& locale) {
  if (const auto own = texts.find(locale); own != texts.end()) return &own->second;
  const auto english = texts.find("en");
  return english != texts.end() ? &english->second : nullptr;
}

json::Nullable<PhotoView> photo_of(const Item& item, const Variant& variant, const std::string& locale) {
  const auto colour = variant.options.find("colour");
  const auto shows = [&](const item_management::Photo& photo) {
    return photo.colour.empty() || (colour != variant.options.end() && photo.colour == colour->second);
  };
  auto found = std::ranges::find_if(item.photos, shows);
  if (found == item.photos.end()) found = item.photos.begin();
  if (found == item.photos.end()) return {};
  const std::string* alt = in_locale(found->alt, locale);
  PhotoView view{.hash = found->hash, .width = found->width, .height = found->height, .alt = alt != nullptr ? *alt : "", .view = found->view};
  if (!found->colour.empty()) view.colour = found->colour;
  return json::Nullable<PhotoView>(std::optional(std::move(view)));
}

struct Word {
  item_management::LocalText names;
};
BOOST_DESCRIBE_STRUCT(Word, (), (names))

}  // namespace

Task<Result<GoodsReader::ItemPointer>> GoodsReader::read_item(std::string id) {
  auto stored = co_await store_.get({storage::kItems, id, ""});
  if (!stored) co_return fail(stored);
  if (!*stored) co_return ItemPointer{};
  const auto version = (*stored)->version;
  {
    std::lock_guard lock(mutex_);
    if (const auto kept = kept_.find(id); kept != kept_.end() && kept->second.version == version) co_return kept->second.item;
  }
  auto item = json::read_record<Item>((*stored)->body, "item " + id);
  if (!item) co_return fail(item);
  auto shared = std::make_shared<const Item>(std::move(*item));
  std::lock_guard lock(mutex_);
  if (kept_.size() >= kMostItems) kept_.erase(kept_.begin());  // whichever: all are as likely to be asked for again
  kept_[id] = {version, shared};
  co_return shared;
}

Task<Result<GoodsReader::ItemPointer>> GoodsReader::item_of_sku(std::string sku) {
  auto entry = co_await store_.get(item_management::sku_key(sku));
  if (!entry) co_return fail(entry);
  if (!*entry) co_return ItemPointer{};
  // {"item":"itm_…"}: read without a tree, this is on the way of every add to cart.
  const std::string& body = (*entry)->body;
  const auto begin = body.find("itm_");
  const auto end = body.find('"', begin);
  if (begin == std::string::npos || end == std::string::npos) co_return fail(ErrorKind::internal, "record_corrupt", "index entry of SKU " + sku);
  co_return co_await read_item(body.substr(begin, end - begin));
}

Task<std::string> GoodsReader::word(std::string kind, std::string code, const std::string& locale) {
  auto stored = co_await store_.get(item_management::vocabulary_key(kind, code));
  if (!stored || !*stored) co_return code;
  const std::string key = kind + "/" + code;
  std::lock_guard lock(mutex_);
  auto& [version, names] = words_[key];
  if (version != (*stored)->version) {
    auto word = json::read_record<Word>((*stored)->body, key);
    names = word ? std::move(word->names) : item_management::LocalText{};
    version = (*stored)->version;
  }
  const std::string* name = in_locale(names, locale);
  co_return name != nullptr ? *name : code;
}

Task<Goods> GoodsReader::describe(const Item& item, const Variant& variant, const markets::Market& market, const std::string& locale) {
  Goods goods{.sku = variant.sku,
              .ean = variant.ean,
              .item_id = item.id,
              .handle = item.handle,
              .photo = photo_of(item, variant, locale),
              .tax_class = item.tax_class,
              .weight_g = variant.weight_g};
  auto texts = item.texts.find(locale);
  if (texts == item.texts.end()) texts = item.texts.find("en");
  goods.title = texts != item.texts.end() ? texts->second.title : item.handle;
  for (const auto& name : item.options) {
    const auto value = variant.options.find(name);
    if (value == variant.options.end()) continue;
    // Sizes are their own words.
    std::string label = name == "size" ? value->second : co_await word(name, value->second, locale);
    goods.options.push_back({name, value->second, std::move(label)});
  }
  if (item.status == item_management::ItemStatus::active) {
    if (const auto price = item_management::price_of(item, variant, market.code, market.currency)) goods.price = price->price;
  }
  co_return goods;
}

Task<Result<std::optional<Goods>>> GoodsReader::read(std::string sku, const markets::Market& market, std::string locale) {
  auto item = co_await item_of_sku(sku);
  if (!item) co_return fail(item);
  if (!*item) co_return std::optional<Goods>{};
  const ItemPointer held = *item;
  const auto variant = std::ranges::find(held->variants, sku, &Variant::sku);
  if (variant == held->variants.end()) co_return std::optional<Goods>{};
  co_return std::optional<Goods>(co_await describe(*held, *variant, market, locale));
}

Task<Result<GoodsReader::Found>> GoodsReader::find(std::string code, const markets::Market& market, std::string locale) {
  auto stored = co_await item_management::find_by_code(store_, code);
  if (!stored) co_return fail(stored);
  if (!*stored) {
    const auto id = ItemId::parse(code);
    stored = id ? co_await item_management::find_item(store_, *id) : co_await item_management::find_by_handle(store_, code);
    if (!stored) co_return fail(stored);
  }
  Found found;
  if (!*stored) co_return found;
  const Item& item = (*stored)->item;
  for (const auto& variant : item.variants) {
    const bool named = variant.sku == code || (!variant.ean.empty() && variant.ean == code);
    if (named) found.matched_sku = variant.sku;
  }
  for (const auto& variant : item.variants) {
    if (found.matched_sku && variant.sku != *found.matched_sku) continue;
    found.variants.push_back(co_await describe(item, variant, market, locale));
  }
  co_return found;
}

}  // namespace atelier::order_management
