#include "item_management/item.h"

namespace atelier::item_management {
namespace {

storage::Key index_key(std::string_view kind, std::string_view name) {
  return {storage::kItemIndex, std::string(kind) + "/" + std::string(name), ""};
}

template <class T>
const T* find(const std::map<std::string, T>& prices, const std::string& market,
              const std::string& currency) {
  if (const auto own = prices.find(market); own != prices.end()) return &own->second;
  const auto common = prices.find(currency);
  return common == prices.end() ? nullptr : &common->second;
}

}  // namespace

std::optional<VariantPrice> price_of(const Item& item, const Variant& variant, std::string_view market,
                                     Currency currency) {
  const std::string market_key(market);
  const std::string currency_key(currency.code());
  const Price* common = find(item.prices, market_key, currency_key);
  const std::int64_t* own = variant.prices ? find(*variant.prices, market_key, currency_key) : nullptr;
  if (common == nullptr && own == nullptr) return std::nullopt;
  const std::int64_t amount = own != nullptr ? *own : common->amount;
  VariantPrice price{.price = {amount, currency}};
  if (common != nullptr && common->compare_at && *common->compare_at > amount)
    price.compare_at = Money{*common->compare_at, currency};
  return price;
}

storage::Key item_key(const ItemId& id) {
  return {storage::kItems, id.text(), ""};
}
storage::Key handle_key(std::string_view handle) {
  return {storage::kItemIndex, "handle/" + std::string(handle.substr(0, 1)), std::string(handle)};
}
storage::Key sku_key(std::string_view sku) {
  return index_key("sku", sku);
}
storage::Key ean_key(std::string_view ean) {
  return index_key("ean", ean);
}
storage::Key vocabulary_key(std::string_view kind, std::string_view code) {
  return {storage::kVocabulary, std::string(kind), std::string(code)};
}

}  // namespace atelier::item_management
