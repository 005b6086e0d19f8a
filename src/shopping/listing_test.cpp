#include "shopping/listing.h"

#include <gtest/gtest.h>

#include <set>

#include "shopping/testing.h"

namespace atelier::shopping {
namespace {

using item_management::Item;
using testing::RandomCatalogue;
using testing::Records;

// --- the same said plainly: what a listing ought to be, one selection and one item at a time ---

struct Selection {
  bool size = true, colour = true, material = true, price = true, stock = true;  // which filters count
};

std::optional<std::int64_t> lowest_price(const item_management::Item& item, const markets::Market& market) {
  std::optional<std::int64_t> lowest;
  for (const auto& variant : item.variants) {
    if (const auto price = item_management::price_of(item, variant, market.code, market.currency)) {
      lowest = std::min(lowest.value_or(price->price.amount_minor), price->price.amount_minor);
    }
  }
  return lowest;
}

std::string option(const item_management::Variant& variant, const std::string& name) {
  const auto found = variant.options.find(name);
  return found == variant.options.end() ? "" : found->second;
}

bool chosen(const std::vector<std::string>& values, const std::string& value) {
  return values.empty() || std::ranges::find(values, value) != values.end();
}

struct Plain {
  const Records& records;
  const markets::Market& market;
  const ListingQuery& query;

  std::int64_t available(const std::string& sku) const {
    const auto found = records.available.find({sku, "region/" + std::string(to_string(market.region))});
    return found == records.available.end() ? 0 : found->second;
  }
  bool in_scope(const Item& item) const {
    const bool below = query.category.empty() || item.category == query.category ||
                       item.category.starts_with(query.category + "/");
    const bool in_collection =
        query.collection.empty() ||
        std::ranges::find(item.collections, query.collection) != item.collections.end();
    return item.status == item_management::ItemStatus::active && below && in_collection &&
           lowest_price(item, market);
  }
  bool variant_fits(const item_management::Variant& v, const Selection& by) const {
    return (!by.size || chosen(query.sizes, option(v, "size"))) &&
           (!by.colour || chosen(query.colours, option(v, "colour"))) &&
           (!by.stock || !query.in_stock || available(v.sku) > 0);
  }
  bool item_fits(const Item& item, const Selection& by) const {
    if (!in_scope(item)) return false;
    const auto price = *lowest_price(item, market);
    if (by.material && !chosen(query.materials, item.cloth)) return false;
    if (by.price &&
        ((query.price_min && price < *query.price_min) || (query.price_max && price > *query.price_max)))
      return false;
    return std::ranges::any_of(item.variants, [&](const auto& v) { return variant_fits(v, by); });
  }
  // How many items would be listed if `value` alone were chosen in that facet.
  template <class ValueOf>
  std::map<std::string, int> counts(const Selection& by, ValueOf values_of) const {
    std::map<std::string, int> counted;
    for (const auto& [id, item] : records.items) {
      if (!item_fits(item, by)) continue;
      for (const auto& value : values_of(item)) {
        if (!value.empty()) ++counted[value];
      }
    }
    return counted;
  }
  std::map<std::string, int> option_counts(const std::string& name, const Selection& by) const {
    return counts(by, [&](const Item& item) {
      std::set<std::string> values;
      for (const auto& v : item.variants) {
        if (variant_fits(v, by)) values.insert(option(v, name));
      }
      return values;
    });
  }
  std::set<std::string> ids() const {
    std::set<std::string> found;
    for (const auto& [id, item] : records.items) {
      if (item_fits(item, {})) found.insert(id);
    }
    return found;
  }
};

std::map<std::string, int> shown(const std::vector<FacetValue>& values) {
  std::map<std::string, int> counts;
  for (const auto& value : values) {
    if (value.count > 0) counts[value.value] = value.count;
  }
  return counts;
}

ListingQuery random_query(RandomCatalogue& draw) {
  ListingQuery query;
  const auto some = [&](const std::vector<std::string>& values) {
    std::set<std::string> picked;
    if (draw.chance(2)) {
      for (std::uint64_t i = 0, n = draw.random.below(2) + 1; i < n; ++i) picked.insert(draw.any_of(values));
    }
    return std::vector<std::string>(picked.begin(), picked.end());
  };
  if (draw.chance(2)) query.category = draw.any_of(draw.categories);
  if (draw.chance(3)) query.collection = draw.any_of(draw.collections);
  query.sizes = some(draw.sizes);
  query.colours = some(draw.colours);
  query.materials = some(draw.materials);
  if (draw.chance(3)) query.price_min = static_cast<std::int64_t>(draw.random.below(8)) * 100;
  if (draw.chance(3)) query.price_max = static_cast<std::int64_t>(draw.random.below(9)) * 100;
  query.in_stock = draw.chance(2);
  query.sort = static_cast<Sort>(draw.random.below(5));
  query.limit = 1000;
  return query;
}

TEST(Listing, is_what_the_plain_reading_of_every_selection_says) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    RandomCatalogue draw(seed);
    const auto records = draw.records(60);
    Builder builder;
    records.give_all(builder);
    const auto snapshot = builder.build();
    for (int round = 0; round < 25; ++round) {
      const auto& market = draw.chance(4) ? testing::japan() : testing::france();
      const Audience audience{&market, "en"};
      const auto query = random_query(draw);
      SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
      const auto page = list_items(*snapshot, audience, query);
      ASSERT_TRUE(page);
      const Plain plain{records, market, query};
      std::set<std::string> listed;
      for (const auto& doc : page->docs) listed.insert(doc->item->id.text());
      ASSERT_EQ(listed, plain.ids());
      ASSERT_EQ(page->total, static_cast<int>(listed.size()));
      ASSERT_EQ(shown(page->facets.size), plain.option_counts("size", {.size = false}));
      ASSERT_EQ(shown(page->facets.colour), plain.option_counts("colour", {.colour = false}));
      ASSERT_EQ(shown(page->facets.material),
                plain.counts({.material = false}, [](const auto& item) { return std::vector{item.cloth}; }));
      std::optional<std::int64_t> low, high;
      for (const auto& [id, item] : records.items) {
        if (!plain.item_fits(item, {.price = false})) continue;
        const auto price = *lowest_price(item, market);
        low = std::min(low.value_or(price), price);
        high = std::max(high.value_or(price), price);
      }
      ASSERT_EQ(page->facets.price.has_value(), low.has_value());
      if (low) {
        ASSERT_EQ(page->facets.price->min.amount_minor, *low);
        ASSERT_EQ(page->facets.price->max.amount_minor, *high);
      }
      ListingQuery stocked = query;
      stocked.in_stock = true;
      ASSERT_EQ(page->facets.in_stock_count, static_cast<int>(Plain{records, market, stocked}.ids().size()));
    }
  }
}

TEST(Listing, stands_in_the_order_that_was_asked_for) {
  RandomCatalogue draw(7);
  const auto records = draw.records(80);
  Builder builder;
  records.give_all(builder);
  const auto snapshot = builder.build();
  const Audience audience{&testing::france(), "fr"};
  const auto docs_by = [&](Sort sort) {
    return list_items(*snapshot, audience, {.sort = sort, .limit = 1000})->docs;
  };
  const auto price = [&](const DocPointer& doc) {
    return price_of(*doc, testing::france())->price.amount_minor;
  };
  EXPECT_TRUE(std::ranges::is_sorted(docs_by(Sort::price_asc), {}, price));
  EXPECT_TRUE(std::ranges::is_sorted(docs_by(Sort::price_desc), std::greater<>{}, price));
  EXPECT_TRUE(std::ranges::is_sorted(docs_by(Sort::newest), std::greater<>{},
                                     [](const auto& doc) { return doc->item->created_at; }));
  std::vector<std::string> titles;
  for (const auto& doc : docs_by(Sort::name)) titles.push_back(doc->item->texts.at("en").title.substr(0, 3));
  // Accents do not send a word behind z.
  const auto first = [&](const std::string& start) {
    return std::ranges::find(titles, start) - titles.begin();
  };
  EXPECT_LT(first("Coa"), first("Éc"));
  EXPECT_LT(first("Éc"), first("ét"));
  EXPECT_LT(first("ét"), first("Rob"));
  EXPECT_LT(first("Rob"), first("Zip"));
}

// Between two pages other items come, go and change: each that stays where it was is shown exactly once.
TEST(Listing, pages_cover_everything_once_while_the_catalogue_is_edited) {
  for (const auto sort : {Sort::featured, Sort::newest, Sort::price_asc, Sort::price_desc, Sort::name}) {
    RandomCatalogue draw(static_cast<std::uint64_t>(sort) + 100);
    auto records = draw.records(120);
    Builder builder;
    records.give_all(builder);
    auto snapshot = builder.build();
    const Audience audience{&testing::france(), "en"};
    std::set<std::string> untouched;
    for (const auto& doc : list_items(*snapshot, audience, {.sort = sort, .limit = 1000})->docs)
      untouched.insert(doc->item->id.text());
    std::map<std::string, int> times;
    ListingQuery query{.sort = sort, .limit = 7};
    for (int pages = 0; pages < 100; ++pages) {
      const auto page = list_items(*snapshot, audience, query);
      ASSERT_TRUE(page);
      ASSERT_LE(page->docs.size(), 7u);
      for (const auto& doc : page->docs) ++times[doc->item->id.text()];
      if (!page->next_cursor) break;
      query.cursor = *page->next_cursor;
      for (int i = 0; i < 3; ++i) {
        auto& [id, item] = *std::next(records.items.begin(),
                                      static_cast<std::ptrdiff_t>(draw.random.below(records.items.size())));
        untouched.erase(id);
        draw.change(item);
        records.give_item(builder, id);
      }
      snapshot = builder.build();
    }
    EXPECT_GT(untouched.size(), 30u);
    for (const auto& id : untouched) EXPECT_EQ(times[id], 1) << id;
  }
}

TEST(Listing, a_cursor_that_is_none_is_refused) {
  const Snapshot empty;
  const Audience audience{&testing::france(), "en"};
  for (const char* cursor :
       {"x", "AAAA", "MQoKaXRtXw", "%%%", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwCgppdG1fZTAx"}) {
    const auto page = list_items(empty, audience, {.cursor = cursor});
    ASSERT_FALSE(page) << cursor;
    EXPECT_EQ(page.error().code, "bad_cursor");
  }
}

TEST(Listing, what_is_selected_stays_visible_though_nothing_of_it_is_left) {
  const Snapshot empty;
  const auto page = list_items(empty, {&testing::france(), "en"}, {.sizes = {"44"}});
  ASSERT_EQ(page->facets.size.size(), 1u);
  EXPECT_TRUE(page->facets.size[0].selected);
  EXPECT_EQ(page->facets.size[0].count, 0);
}

}  // namespace
}  // namespace atelier::shopping
