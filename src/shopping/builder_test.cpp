#include "shopping/builder.h"

#include <gtest/gtest.h>

#include "shopping/testing.h"

namespace atelier::shopping {
namespace {

using testing::RandomCatalogue;
using testing::Records;

std::vector<int> levels(const VariantStock& stock) {
  std::vector<int> all{static_cast<int>(stock.regions[0]), static_cast<int>(stock.regions[1])};
  auto shops = stock.shops;
  std::erase_if(shops, [](const auto& shop) { return shop.second == Level::none; });
  std::ranges::sort(shops);
  for (const auto& [shop, level] : shops)
    all.push_back(static_cast<int>(level) + static_cast<int>(std::hash<std::string>{}(shop) % 1000) * 10);
  return all;
}

void expect_same(const Snapshot& a, const Snapshot& b) {
  ASSERT_EQ(a.docs.size(), b.docs.size());
  for (std::size_t i = 0; i < a.docs.size(); ++i) {
    ASSERT_EQ(json::write(*a.docs[i]->item), json::write(*b.docs[i]->item));
    ASSERT_EQ(a.docs[i]->stock.size(), b.docs[i]->stock.size());
    for (std::size_t v = 0; v < a.docs[i]->stock.size(); ++v) {
      ASSERT_EQ(levels(a.docs[i]->stock[v]), levels(b.docs[i]->stock[v])) << a.docs[i]->item->variants[v].sku;
    }
    ASSERT_EQ(a.find(a.docs[i]->item->handle), a.docs[i]);
    ASSERT_TRUE(b.find(a.docs[i]->item->handle));
  }
}

TEST(Builder, step_by_step_comes_to_what_a_rebuild_gives) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    RandomCatalogue draw(seed);
    auto records = draw.records(25);
    Builder following;
    records.give_all(following);
    following.build();
    for (int round = 0; round < 60; ++round) {
      for (std::uint64_t edits = draw.random.below(4) + 1; edits > 0; --edits) {
        auto at = std::next(records.items.begin(),
                            static_cast<std::ptrdiff_t>(draw.random.below(records.items.size())));
        const std::string id = at->first;
        switch (draw.random.below(5)) {
          case 0:
            if (records.items.size() > 5) records.items.erase(at);
            records.give_item(following, id);
            break;
          case 1: {
            auto made = draw.item("new-" + std::to_string(seed) + "-" + std::to_string(round) + "-" +
                                  std::to_string(edits));
            const auto fresh = made.id.text();
            records.items.emplace(fresh, std::move(made));
            records.give_item(following, fresh);
            break;
          }
          case 2:
            draw.change(at->second);
            if (draw.chance(3)) at->second.handle += "x";
            records.give_item(following, id);
            break;
          default: {
            const auto& sku = draw.any_of(at->second.variants).sku;
            const std::string place = draw.chance(3)   ? "location/shop-paris"
                                      : draw.chance(2) ? "region/eu"
                                                       : "region/ap";
            if (draw.chance(5)) {
              records.available.erase({sku, place});
            } else {
              records.available[{sku, place}] = static_cast<std::int64_t>(draw.random.below(7));
            }
            records.give_stock(following, sku, place);
          }
        }
      }
      const auto followed = following.build();
      Builder fresh;
      records.give_all(fresh);
      SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
      expect_same(*followed, *fresh.build());
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
}

TEST(Builder, what_did_not_change_is_shared_and_what_did_has_another_version) {
  RandomCatalogue draw(3);
  auto records = draw.records(30);
  Builder builder;
  records.give_all(builder);
  const auto before = builder.build();
  auto& item = *std::ranges::find_if(records.items, [](const auto& one) {
    return one.second.status == item_management::ItemStatus::active;
  });
  item.second.texts["en"].title = "other";
  records.give_item(builder, item.first);
  std::vector<std::string> changed;
  const auto after = builder.build(&changed);
  EXPECT_EQ(changed, std::vector<std::string>{item.first});
  for (const auto& doc : before->docs) {
    const auto now = after->find_id(doc->item->id.text());
    if (doc->item->id.text() == item.first) {
      EXPECT_NE(now->version, doc->version);
      EXPECT_EQ(doc->item->texts.at("en").title == "other", false)
          << "a reader of the old snapshot sees the old item";
    } else {
      EXPECT_EQ(now, doc);
    }
  }
}

TEST(Builder, what_nobody_sees_makes_no_new_snapshot) {
  Builder builder;
  RandomCatalogue draw(5);
  Records records;
  auto item = draw.item("coat");
  item.status = item_management::ItemStatus::active;
  const auto id = item.id.text();
  const auto sku = item.variants[0].sku;
  records.items.emplace(id, item);
  records.available[{sku, "region/eu"}] = 60;
  records.give_all(builder);
  const auto first = builder.build();
  EXPECT_EQ(builder.build(), first);
  records.available[{sku, "region/eu"}] = 59;  // one was sold, there are plenty
  records.give_stock(builder, sku, "region/eu");
  EXPECT_EQ(builder.build(), first);
  records.available[{"unheard-of", "region/eu"}] = 5;
  records.give_stock(builder, "unheard-of", "region/eu");
  EXPECT_EQ(builder.build(), first);
  auto draft = draw.item("draft");
  draft.status = item_management::ItemStatus::draft;
  const auto draft_id = draft.id.text();
  records.items.emplace(draft_id, draft);
  records.give_item(builder, draft_id);
  EXPECT_EQ(builder.build(), first) << "a draft is seen by nobody";
  records.available[{sku, "region/eu"}] = 3;
  records.give_stock(builder, sku, "region/eu");
  EXPECT_NE(builder.build(), first) << "the last pieces are told of";
}

TEST(Builder, a_record_that_cannot_be_read_hides_its_item_and_no_other) {
  RandomCatalogue draw(9);
  const auto records = draw.records(10);
  Builder builder;
  records.give_all(builder);
  const auto before = builder.build()->docs.size();
  const auto id = builder.build()->docs[0]->item->id.text();
  const storage::Item broken{.key = {storage::kItems, id, ""}, .body = "{", .version = 2};
  builder.apply(broken.key, &broken);
  EXPECT_EQ(builder.build()->docs.size(), before - 1);
}

}  // namespace
}  // namespace atelier::shopping
