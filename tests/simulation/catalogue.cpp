#include "catalogue.h"

#include "base/check.h"
#include "base/thread_executor.h"
#include "item_management/items.h"
#include "item_management/vocabulary.h"
#include "storage/memory/memory_store.h"

namespace atelier::simulation {
namespace {

void add_item(events::Context& context, const std::string& handle, const std::vector<std::string>& skus, std::int64_t price_minor) {
  item_management::Item item{.handle = handle,
                             .status = item_management::ItemStatus::active,
                             .texts = {{"en", {.title = handle}}},
                             .options = {"size"},
                             .prices = {{"EUR", {.amount = price_minor}}, {"JPY", {.amount = price_minor / 100 * 170}}}};
  for (const auto& sku : skus) item.variants.push_back({.sku = sku, .options = {{"size", sku}}, .weight_g = 900});
  auto made = run_until_done(item_management::create_item(context, std::move(item)));
  CHECK(made && made->result == item_management::SaveResult::created, "an item of the simulated house");
}

std::vector<storage::Item> make_rows() {
  const ManualClock clock(from_unix_ms(1'790'000'000'000));
  SeededRandom random(1);
  auto store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random, Region::europe};
  add_item(context, "coat", {"COAT-38", "COAT-40"}, 329'000);
  add_item(context, "scarf", {"SCARF"}, 24'900);
  add_item(context, "bag", {"BAG"}, 185'000);
  add_item(context, "ring", {"RING-52", "RING-54"}, 99'900);
  std::vector<storage::Item> rows;
  for (const auto& table : {storage::kItems, storage::kItemIndex}) {
    auto page = run_until_done(store->scan({.table = table}));
    CHECK(page.has_value());
    rows.insert(rows.end(), page->items.begin(), page->items.end());
  }
  const auto location = [&](const std::string& code, const std::string& kind, const std::string& country, const std::string& zone) {
    rows.push_back({.key = item_management::vocabulary_key("location", code),
                    .body = R"({"code":")" + code + R"(","kind":")" + kind + R"(","country":")" + country + R"(","time_zone":")" + zone +
                            R"(","names":{"en":")" + code + R"("},"address":{"city":"-"},"lines":[]})",
                    .version = 1});
  };
  location("shop-paris", "shop", "FR", "Europe/Paris");
  location("shop-tokyo", "shop", "JP", "Asia/Tokyo");
  location("warehouse-lyon", "warehouse", "FR", "Europe/Paris");
  location("warehouse-osaka", "warehouse", "JP", "Asia/Tokyo");
  return rows;
}

}  // namespace

const std::vector<storage::Item>& catalogue_rows() {
  static const std::vector<storage::Item> rows = make_rows();
  return rows;
}

}  // namespace atelier::simulation
