// Feeds as they are asked for: made at most once per version of the snapshot, piece by piece, by whoever reads first.
//
// A reader takes the pieces that are there and makes the next one itself where there is none (some milliseconds); others who read the same feed
// share it. Kept gzipped: 100,000 variants are some 15 MB. The kMost newest feeds are kept.
//
// Any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "integration/marketing/google_feed.h"
#include "integration/marketing/gzip_stream.h"

namespace atelier::integration {

// One feed of one version. Pieces are gzip.
class FeedPieces {
 public:
  explicit FeedPieces(GoogleFeed feed) : feed_(std::move(feed)) {}
  // The piece of that number; nullptr: there is no more.
  std::shared_ptr<const std::string> piece(std::size_t number);

 private:
  std::mutex mutex_;
  GoogleFeed feed_;
  GzipWriter gzip_;
  std::deque<std::shared_ptr<const std::string>> pieces_;
  bool ended_ = false;
};

class FeedCache {
 public:
  static constexpr std::size_t kMost = 16;

  // `key` names market and language; `make` is asked where that version is not kept.
  template <class Make>
  std::shared_ptr<FeedPieces> get(const std::string& key, std::uint64_t version, Make make) {
    std::lock_guard lock(mutex_);
    auto& kept = kept_[key];
    if (!kept.pieces || kept.version != version) kept = {version, std::make_shared<FeedPieces>(make()), 0};
    kept.asked = ++asked_;
    auto found = kept.pieces;
    drop_oldest();
    return found;
  }

 private:
  struct Kept {
    std::uint64_t version = 0;
    std::shared_ptr<FeedPieces> pieces;
    std::uint64_t asked = 0;
  };
  void drop_oldest();

  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
  std::uint64_t asked_ = 0;
};

}  // namespace atelier::integration
