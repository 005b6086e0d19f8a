#include "integration/marketing/feed_cache.h"

#include <algorithm>

namespace atelier::integration {

std::shared_ptr<const std::string> FeedPieces::piece(std::size_t number) {
  std::lock_guard lock(mutex_);
  while (!ended_ && pieces_.size() <= number) {
    const auto text = feed_.next();
    ended_ = text.empty();
    // zlib holds small pieces back until it has enough.
    auto packed = gzip_.write(text, ended_);
    if (!packed.empty()) pieces_.push_back(std::make_shared<const std::string>(std::move(packed)));
  }
  return number < pieces_.size() ? pieces_[number] : nullptr;
}

void FeedCache::drop_oldest() {
  if (kept_.size() <= kMost) return;
  kept_.erase(std::ranges::min_element(kept_, {}, [](const auto& one) { return one.second.asked; }));
}

}  // namespace atelier::integration
