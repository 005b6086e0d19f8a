#include "storage/rocksdb/record.h"

#include <fmt/format.h>

#include "storage/tables.h"

namespace atelier::storage::rocksdb_store {
namespace {

constexpr char kFormat = 1;
constexpr std::uint8_t kHasExpiry = 1;
constexpr char kRemoved = 0;
constexpr char kWritten = 1;

void put_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// Takes values off the front. After the first that is not there, nothing is, and good() is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t byte() {
    const auto one = bytes(1);
    return one.empty() ? 0 : static_cast<std::uint8_t>(one[0]);
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto next = byte();
      value |= static_cast<std::uint64_t>(next & 0x7f) << shift;
      if ((next & 0x80) == 0) return value;
    }
    good_ = false;
    return 0;
  }
  std::string_view bytes(std::uint64_t count) {
    if (!good_ || count > rest_.size()) {
      good_ = false;
      return {};
    }
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::string_view rest() const { return rest_; }
  bool good() const { return good_; }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::unexpected<Error> corrupt(std::string_view what) {
  return fail(ErrorKind::internal, "store_corrupt", fmt::format("{} that this store never wrote", what));
}

Table table_of(std::uint8_t id) {
  for (const auto& table : kAllTables) {
    if (table.id == id) return table;
  }
  return {.id = id};
}

}  // namespace

std::string partition_prefix(const Table& table, std::string_view partition) {
  std::string row;
  row.reserve(3 + partition.size() + 40);
  row += static_cast<char>(table.id);
  row += static_cast<char>(partition.size() >> 8);
  row += static_cast<char>(partition.size() & 255);
  row += partition;
  return row;
}

std::string encode_row(const Key& key) {
  std::string row = partition_prefix(key.table, key.partition);
  row += key.sort;
  return row;
}

Result<Key> decode_row(std::string_view row) {
  Reader reader(row);
  const auto table = reader.byte();
  const auto high = reader.byte();
  const auto low = reader.byte();
  const auto partition = reader.bytes(static_cast<std::uint64_t>(high) << 8 | low);
  if (!reader.good()) return corrupt("a key");
  return Key{
      .table = table_of(table), .partition = std::string(partition), .sort = std::string(reader.rest())};
}

void encode_record(const Item& item, std::string& out) {
  out += kFormat;
  out += static_cast<char>(item.expires_at ? kHasExpiry : 0);
  if (item.expires_at) put_varint(out, zigzag(to_unix_ms(*item.expires_at)));
  put_varint(out, item.version);
  put_varint(out, item.counters.size());
  for (const auto& counter : item.counters) {
    put_varint(out, counter.name.size());
    out += counter.name;
    put_varint(out, zigzag(counter.value));
  }
  out += item.body;
}

Result<Item> decode_record(Key key, std::string_view record) {
  Reader reader(record);
  const auto format = reader.byte();
  const auto flags = reader.byte();
  if (format != kFormat || (flags & ~kHasExpiry) != 0) return corrupt("a record");
  Item item{.key = std::move(key)};
  if (flags & kHasExpiry) item.expires_at = from_unix_ms(unzigzag(reader.varint()));
  item.version = reader.varint();
  const auto counters = reader.varint();
  // A counter has at least 2 bytes: a wrong count cannot make us allocate more than the record's own size.
  if (!reader.good() || counters > reader.rest().size() / 2) return corrupt("a record");
  item.counters.reserve(counters);
  for (std::uint64_t i = 0; i < counters && reader.good(); ++i) {
    const auto name = reader.bytes(reader.varint());
    item.counters.push_back({.name = std::string(name), .value = unzigzag(reader.varint())});
  }
  if (!reader.good()) return corrupt("a record");
  item.body = reader.rest();
  return item;
}

std::optional<Time> peek_expiry(std::string_view record) {
  Reader reader(record);
  if (reader.byte() != kFormat || reader.byte() != kHasExpiry) return std::nullopt;
  const auto ms = unzigzag(reader.varint());
  if (!reader.good()) return std::nullopt;
  return from_unix_ms(ms);
}

std::string encode_sequence(std::uint64_t sequence) {
  std::string key(8, '\0');
  for (std::size_t i = 8; i-- > 0; sequence >>= 8) key[i] = static_cast<char>(sequence & 255);
  return key;
}

Result<std::uint64_t> decode_sequence(std::string_view key) {
  if (key.size() != 8) return corrupt("a feed position");
  std::uint64_t sequence = 0;
  for (const char byte : key) sequence = sequence << 8 | static_cast<unsigned char>(byte);
  return sequence;
}

void FeedEntryWriter::put(std::string_view row, const Item& item) {
  record_.clear();
  encode_record(item, record_);
  put_varint(body_, row.size());
  body_ += row;
  body_ += kWritten;
  put_varint(body_, record_.size());
  body_ += record_;
  ++changes_;
}

void FeedEntryWriter::remove(std::string_view row) {
  put_varint(body_, row.size());
  body_ += row;
  body_ += kRemoved;
  ++changes_;
}

std::string_view FeedEntryWriter::finish(std::uint64_t bytes_before) {
  value_.clear();
  put_varint(value_, bytes_before + body_.size());
  put_varint(value_, changes_);
  value_ += body_;
  body_.clear();
  changes_ = 0;
  return value_;
}

Result<FeedEntry> decode_feed_entry(std::string_view value) {
  Reader reader(value);
  FeedEntry entry{.bytes_total = reader.varint()};
  const auto count = reader.varint();
  // A change has at least a row's 3 bytes, its length and its kind.
  if (!reader.good() || count > reader.rest().size() / 5) return corrupt("a feed entry");
  entry.changes.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    auto key = decode_row(reader.bytes(reader.varint()));
    if (!key) return fail(key);
    const auto kind = reader.byte();
    if (!reader.good() || (kind != kRemoved && kind != kWritten)) return corrupt("a feed entry");
    if (kind == kRemoved) {
      entry.changes.push_back({.key = std::move(*key), .now = std::nullopt});
      continue;
    }
    auto item = decode_record(*key, reader.bytes(reader.varint()));
    if (!item) return fail(item);
    entry.changes.push_back({.key = std::move(*key), .now = std::move(*item)});
  }
  if (!reader.rest().empty()) return corrupt("a feed entry");
  return entry;
}

Result<std::uint64_t> peek_feed_bytes(std::string_view value) {
  Reader reader(value);
  const auto bytes = reader.varint();
  if (!reader.good()) return corrupt("a feed entry");
  return bytes;
}

}  // namespace atelier::storage::rocksdb_store
