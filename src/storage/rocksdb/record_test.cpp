#include "storage/rocksdb/record.h"

#include <gtest/gtest.h>

#include <limits>

namespace atelier::storage::rocksdb_store {
namespace {

constexpr Table kTable{.id = 250, .name = "test", .in_feed = true};

Item example() {
  return {.key = {kTable, std::string("a\0b", 3), "\xff\x00"},
          .body = "body",
          .counters = {{"available", -7}, {"on_hand", std::numeric_limits<std::int64_t>::min()}},
          .version = 300,
          .expires_at = from_unix_ms(1'790'000'000'123)};
}

TEST(Record, is_read_back_as_it_was_written) {
  const auto item = example();
  std::string bytes;
  encode_record(item, bytes);
  const auto row = decode_row(encode_row(item.key));
  ASSERT_TRUE(row);
  EXPECT_EQ(*row, item.key);
  const auto read = decode_record(*row, bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->body, item.body);
  EXPECT_EQ(read->counters, item.counters);
  EXPECT_EQ(read->version, item.version);
  EXPECT_EQ(read->expires_at, item.expires_at);
  EXPECT_EQ(peek_expiry(bytes), item.expires_at);
}

TEST(Record, cut_anywhere_before_its_body_is_an_error) {
  auto item = example();
  item.body.clear();
  std::string bytes;
  encode_record(item, bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto read = decode_record(item.key, std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(read) << size;
    EXPECT_EQ(read.error().code, "store_corrupt");
  }
}

TEST(FeedEntry, is_read_back_and_refused_where_it_is_cut) {
  FeedEntryWriter writer;
  const auto item = example();
  writer.put(encode_row(item.key), item);
  writer.remove(encode_row({kTable, "p", "gone"}));
  const std::string bytes(writer.finish(1000));
  EXPECT_TRUE(writer.empty());
  const auto entry = decode_feed_entry(bytes);
  ASSERT_TRUE(entry);
  ASSERT_EQ(entry->changes.size(), 2u);
  EXPECT_EQ(entry->changes[0].now->counters, item.counters);
  EXPECT_EQ(entry->changes[1].key.sort, "gone");
  EXPECT_FALSE(entry->changes[1].now.has_value());
  EXPECT_GT(entry->bytes_total, 1000u);
  EXPECT_EQ(peek_feed_bytes(bytes), entry->bytes_total);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode_feed_entry(std::string_view(bytes).substr(0, size))) << size;
  }
}

TEST(Row, of_one_partition_are_neighbours_in_the_order_of_their_sort_keys) {
  const auto a = encode_row({kTable, std::string("p\0", 2), "z"});
  const auto b = encode_row({kTable, "p", std::string("\0a", 2)});
  const auto c = encode_row({kTable, "p", "b"});
  EXPECT_LT(b, c);
  EXPECT_FALSE(a.starts_with(partition_prefix(kTable, "p")));
}

}  // namespace
}  // namespace atelier::storage::rocksdb_store
