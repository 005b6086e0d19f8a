// What a SKU is, looks like and costs in a market, now: read from item management's records for carts, orders and tills.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "base/money.h"
#include "base/result.h"
#include "base/task.h"
#include "item_management/item.h"
#include "json/json.h"
#include "markets/market.h"
#include "storage/store.h"

namespace atelier::order_management {

// One chosen value, with its word in the locale: colour, camel, "Camel".
struct ChosenOption {
  std::string name;
  std::string value;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(ChosenOption, (), (name, value, label))

struct PhotoView {
  std::string hash;
  int width = 0;
  int height = 0;
  std::string alt;
  std::string view;
  json::Nullable<std::string> colour;
};
BOOST_DESCRIBE_STRUCT(PhotoView, (), (hash, width, height, alt, view, colour))

struct Goods {
  std::string sku;
  std::string ean;
  ItemId item_id;
  std::string handle;
  std::string title;
  std::vector<ChosenOption> options;
  json::Nullable<PhotoView> photo;
  std::string tax_class;
  int weight_g = 0;
  // nullopt: not sold in that market, or not at all any more.
  std::optional<Money> price;
};

// Any thread. Parsed items are kept (at most kMostItems), each checked against the version in the store at every use, so a price is never old.
class GoodsReader {
 public:
  explicit GoodsReader(storage::Store& store) : store_(store) {}

  // nullopt: no item has this SKU.
  Task<Result<std::optional<Goods>>> read(std::string sku, const markets::Market& market, std::string locale);

  // All variants of the item that `code` names: an EAN, a SKU, a handle or an item's id. Empty: nothing has that code.
  struct Found {
    std::vector<Goods> variants;
    std::optional<std::string> matched_sku;  // nullopt: the code names the whole item
  };
  Task<Result<Found>> find(std::string code, const markets::Market& market, std::string locale);

 private:
  static constexpr std::size_t kMostItems = 20'000;  // some 20 KB each
  using ItemPointer = std::shared_ptr<const item_management::Item>;

  Task<Result<ItemPointer>> item_of_sku(std::string sku);
  Task<Result<ItemPointer>> read_item(std::string id);
  Task<Goods> describe(const item_management::Item& item, const item_management::Variant& variant, const markets::Market& market,
                       const std::string& locale);
  Task<std::string> word(std::string kind, std::string code, const std::string& locale);

  struct Kept {
    std::uint64_t version = 0;
    ItemPointer item;
  };
  storage::Store& store_;
  std::mutex mutex_;
  std::unordered_map<std::string, Kept> kept_;                       // by item id; guarded by mutex_
  std::unordered_map<std::string, std::pair<std::uint64_t, item_management::LocalText>> words_;  // by kind/code; guarded by mutex_
};

}  // namespace atelier::order_management
