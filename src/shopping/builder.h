// Builds snapshots from changes: the follower's working copy. One thread.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "shopping/snapshot.h"
#include "storage/store.h"

namespace atelier::shopping {

class Builder {
 public:
  // Versions go up from `first_version`: a rebuilt catalogue goes on where the one before was.
  explicit Builder(std::uint64_t first_version = 1) : next_version_(first_version) {}

  // A record of kItems, kVocabulary or kStock as it is now; nullptr: it was deleted. Others are passed over.
  void apply(const storage::Key& key, const storage::Item* now);

  // The snapshot of everything applied so far, sharing what did not change with the one before; the same one where nothing that can be
  // seen changed. `changed`: ids of items whose document is new or gone since the last call.
  std::shared_ptr<const Snapshot> build(std::vector<std::string>* changed = nullptr);

 private:
  void apply_item(const storage::Key& key, const storage::Item* now);
  void apply_stock(const storage::Key& key, const storage::Item* now);
  DocPointer make_doc(const std::shared_ptr<const item_management::Item>& item, std::uint64_t version) const;

  std::shared_ptr<const Snapshot> last_ = std::make_shared<Snapshot>();
  std::uint64_t next_version_;
  Words words_;
  bool words_changed_ = false;
  std::map<std::string, DocPointer> docs_;  // active items by id
  std::unordered_map<std::string, std::string> item_of_sku_;  // of active items
  std::unordered_map<std::string, VariantStock> stock_;       // by SKU
  std::set<std::string> touched_;  // ids whose document must be made anew
  bool handles_changed_ = false;
};

}  // namespace atelier::shopping
