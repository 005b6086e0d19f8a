#include "storage/rocksdb/item_cache.h"

#include <gtest/gtest.h>

namespace atelier::storage::rocksdb_store {
namespace {

ItemCache::Shared item(std::string body) {
  return std::make_shared<const Item>(Item{.key = {{.id = 1, .name = "t"}, "p", "s"}, .body = std::move(body), .version = 1});
}

TEST(ItemCache, what_was_committed_is_found_and_what_was_deleted_is_not) {
  ItemCache cache(1 << 20);
  EXPECT_EQ(cache.find("a").item, nullptr);
  cache.store("a", item("1"));
  ASSERT_NE(cache.find("a").item, nullptr);
  EXPECT_EQ(cache.find("a").item->body, "1");
  cache.store("a", nullptr);
  EXPECT_EQ(cache.find("a").item, nullptr);
}

TEST(ItemCache, what_was_read_before_a_commit_is_not_kept_after_it) {
  ItemCache cache(1 << 20);
  const auto stamp = cache.find("a").stamp;  // a reader misses and reads the engine …
  cache.store("a", item("new"));             // … a commit comes …
  cache.offer("a", item("old"), stamp);      // … and the reader is late.
  EXPECT_EQ(cache.find("a").item->body, "new");

  const auto gone = cache.find("b").stamp;
  cache.store("b", nullptr);  // deleted meanwhile
  cache.offer("b", item("old"), gone);
  EXPECT_EQ(cache.find("b").item, nullptr);

  const auto before = cache.find("c").stamp;
  cache.clear();  // the engine was opened anew meanwhile
  cache.offer("c", item("old"), before);
  EXPECT_EQ(cache.find("c").item, nullptr);
}

TEST(ItemCache, it_stays_within_its_bytes_and_keeps_what_is_used) {
  constexpr std::size_t kBytes = 1 << 20;
  ItemCache cache(kBytes);
  cache.store("used", item("x"));
  const std::string body(1000, 'b');
  std::size_t kept = 0;
  for (int i = 0; i < 10'000; ++i) {
    cache.store("row" + std::to_string(i), item(body));
    ASSERT_NE(cache.find("used").item, nullptr) << i;
  }
  for (int i = 0; i < 10'000; ++i) kept += cache.find("row" + std::to_string(i)).item != nullptr ? 1 : 0;
  EXPECT_GT(kept, 100u);
  EXPECT_LT(kept * body.size(), kBytes * 3 / 2);
}

TEST(ItemCache, an_item_as_large_as_a_part_is_left_out) {
  ItemCache cache(64 << 20);
  cache.store("a", item("small"));
  cache.store("a", item(std::string(200 << 10, 'x')));
  EXPECT_EQ(cache.find("a").item, nullptr);
}

}  // namespace
}  // namespace atelier::storage::rocksdb_store
