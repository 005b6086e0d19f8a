#include "storage/rocksdb/expiry_filter.h"

#include "storage/rocksdb/record.h"
#include "storage/rules.h"

namespace atelier::storage::rocksdb_store {
namespace {

// Clocks are set back by a little now and then; an item that somebody may still see is not removed.
constexpr Milliseconds kGrace{5 * 60 * 1000};

class ExpiryFilter final : public rocksdb::CompactionFilter {
 public:
  explicit ExpiryFilter(const Clock& clock) : clock_(clock) {}
  const char* Name() const override { return "atelier.expiry"; }

  Decision FilterV2(int, const rocksdb::Slice&, ValueType type, const rocksdb::Slice& value, std::string*,
                    std::string*) const override {
    if (type != ValueType::kValue) return Decision::kKeep;
    const auto expiry = peek_expiry({value.data(), value.size()});
    return has_expired(expiry, clock_.now() - kGrace) ? Decision::kRemove : Decision::kKeep;
  }

 private:
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<rocksdb::CompactionFilter> make_expiry_filter(const Clock& clock) {
  return std::make_unique<ExpiryFilter>(clock);
}

}  // namespace atelier::storage::rocksdb_store
