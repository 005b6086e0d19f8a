// Any bytes as a row, a record and a feed entry: an error or a value that encodes to what decodes alike,
// never a crash.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "storage/rocksdb/record.h"

using namespace atelier::storage;
using namespace atelier::storage::rocksdb_store;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto key = decode_row(bytes)) CHECK(encode_row(*key) == bytes);
  (void)peek_expiry(bytes);
  if (const auto item = decode_record({}, bytes)) {
    std::string again;
    encode_record(*item, again);
    const auto second = decode_record({}, again);
    CHECK(second.has_value() && second->body == item->body && second->counters == item->counters);
    CHECK(peek_expiry(again) == item->expires_at);
  }
  if (const auto entry = decode_feed_entry(bytes)) {
    FeedEntryWriter writer;
    for (const auto& change : entry->changes) {
      if (change.now) {
        writer.put(encode_row(change.key), *change.now);
      } else {
        writer.remove(encode_row(change.key));
      }
    }
    const auto second = decode_feed_entry(writer.finish(0));
    CHECK(second.has_value() && second->changes.size() == entry->changes.size());
  }
  return 0;
}
