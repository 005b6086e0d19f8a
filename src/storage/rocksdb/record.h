// How items and feed entries lie in RocksDB, as bytes.
//
//   row     table id (1 byte), length of the partition (2 bytes, big-endian), partition, sort key. Rows of
//   one partition are neighbours
//           in the order of their sort keys' bytes, whatever bytes the keys have.
//   record  format (1), flags, version, [expiry], counters, body. Numbers are varints (LEB128), signed ones
//   zigzagged. feed    key: sequence number (8 bytes, big-endian). Value: bytes of the feed up to and with
//   this entry, then the changes
//           of one commit.
//
// Decoding takes any bytes: what no encoder wrote is the error internal "store_corrupt", never a crash.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace atelier::storage::rocksdb_store {

std::string encode_row(const Key& key);
// Everything of one partition begins with this.
std::string partition_prefix(const Table& table, std::string_view partition);
Result<Key> decode_row(std::string_view row);

// Appends.
void encode_record(const Item& item, std::string& out);
// The record under `key`.
Result<Item> decode_record(Key key, std::string_view record);
// Only the expiry time, quickly; nullopt also where the record is broken (who reads it will say so).
std::optional<Time> peek_expiry(std::string_view record);

std::string encode_sequence(std::uint64_t sequence);
Result<std::uint64_t> decode_sequence(std::string_view key);

// One commit's changes, written bit by bit.
class FeedEntryWriter {
 public:
  void put(std::string_view row, const Item& item);
  void remove(std::string_view row);
  bool empty() const { return changes_ == 0; }
  // The entry's value; `bytes_before` is what the feed had before it. Leaves the writer empty.
  std::string_view finish(std::uint64_t bytes_before);

 private:
  std::uint64_t changes_ = 0;
  std::string body_;
  std::string record_;
  std::string value_;
};

struct FeedEntry {
  std::uint64_t bytes_total = 0;
  std::vector<Change> changes;
};
Result<FeedEntry> decode_feed_entry(std::string_view value);
Result<std::uint64_t> peek_feed_bytes(std::string_view value);

}  // namespace atelier::storage::rocksdb_store
