#include "storage/rocksdb/reading.h"

#include <fmt/format.h>

#include "storage/rocksdb/record.h"
#include "storage/rocksdb/status.h"
#include "storage/rules.h"

namespace atelier::storage::rocksdb_store {
namespace {

std::string_view view(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

// The rows from `begin` to before `end`, one way or the other; expired ones are left out.
class Walk {
 public:
  Walk(const Engine& engine, std::string begin, std::string end, bool descending, Time now)
      : begin_(std::move(begin)), end_(std::move(end)), descending_(descending), now_(now) {
    upper_ = end_;
    lower_ = begin_;
    rocksdb::ReadOptions options;
    options.iterate_lower_bound = &lower_;
    if (!end_.empty()) options.iterate_upper_bound = &upper_;
    at_.reset(engine.db->NewIterator(options, engine.items));
    if (descending_) {
      at_->SeekToLast();
    } else {
      at_->Seek(lower_);
    }
  }

  // The next item; nullopt at the end.
  Result<std::optional<Item>> next() {
    for (; at_->Valid(); step()) {
      if (has_expired(peek_expiry(view(at_->value())), now_)) continue;
      auto key = decode_row(view(at_->key()));
      if (!key) return fail(key);
      auto item = decode_record(std::move(*key), view(at_->value()));
      if (!item) return fail(item);
      step();
      return std::optional(std::move(*item));
    }
    if (!at_->status().ok()) return std::unexpected(to_error(at_->status(), "reading items"));
    return std::nullopt;
  }

 private:
  void step() {
    if (descending_) {
      at_->Prev();
    } else {
      at_->Next();
    }
  }

  std::string begin_;
  std::string end_;
  rocksdb::Slice lower_;
  rocksdb::Slice upper_;
  bool descending_;
  Time now_;
  std::unique_ptr<rocksdb::Iterator> at_;
};

// Takes items until the page is full. True: there are more.
Result<bool> fill(Walk& walk, std::size_t limit, const Table& table, std::vector<Item>& items) {
  std::size_t bytes = 0;
  for (;;) {
    auto next = walk.next();
    if (!next) return fail(next);
    if (!*next) return false;
    auto& item = **next;
    bytes += size_of(item);
    if (items.size() >= limit || (bytes > kMaxPageBytes && !items.empty())) return true;
    item.key.table = table;
    items.push_back(std::move(item));
  }
}

}  // namespace

Result<std::optional<Item>> read_item(const Engine& engine, const Key& key, const std::string& row) {
  rocksdb::PinnableSlice value;
  const auto status = engine.db->Get({}, engine.items, row, &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) {
    return std::unexpected(to_error(status, fmt::format("reading an item of table {}", key.table.name)));
  }
  auto item = decode_record(key, view(value));
  if (!item) return fail(item);
  return std::move(*item);
}

Result<Page> read_query(const Engine& engine, const Query& query, Time now) {
  const auto partition = partition_prefix(query.table, query.partition);
  std::string begin = partition + query.sort_prefix;
  std::string end = after_prefix(begin).value_or("");
  if (query.after && !query.descending) begin = std::max(begin, partition + *query.after + '\0');
  if (query.after && query.descending)
    end = end.empty() ? partition + *query.after : std::min(end, partition + *query.after);
  Page page;
  if (!end.empty() && begin >= end) return page;
  Walk walk(engine, std::move(begin), std::move(end), query.descending, now);
  const auto more = fill(walk, query.limit, query.table, page.items);
  if (!more) return fail(more);
  if (*more) page.next = page.items.back().key.sort;
  return page;
}

Result<ScanPage> read_scan(const Engine& engine, const Scan& scan, Time now) {
  const std::string table(1, static_cast<char>(scan.table.id));
  const std::string begin = scan.cursor.empty() ? table : std::max(table, scan.cursor + '\0');
  ScanPage page;
  std::string end = after_prefix(table).value_or("");
  if (!end.empty() && begin >= end) return page;
  Walk walk(engine, begin, std::move(end), false, now);
  const auto more = fill(walk, scan.limit, scan.table, page.items);
  if (!more) return fail(more);
  if (*more) page.next = encode_row(page.items.back().key);
  return page;
}

}  // namespace atelier::storage::rocksdb_store
