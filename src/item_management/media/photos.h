// Photos: an original is stored once under the hash of its bytes; what browsers fetch is made from it on the
// first ask and kept.
//
// Originals are never handed out. A rendition is made off the event loop by a bounded number of workers, once
// however many ask for it at the same time. Threads: any; the answer comes on the caller's executor.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/thread_executor.h"
#include "item_management/media/picture.h"
#include "json/json.h"
#include "storage/blobs.h"

namespace atelier::item_management::media {

// The widths that pages ask for, px.
inline constexpr std::array kWidths{160, 320, 480, 640, 960, 1280, 1600};
bool is_width(int width);
// 64 hex digits.
bool is_photo_hash(std::string_view text);

struct StoredPhoto {
  std::string hash;
  int width = 0;
  int height = 0;
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(StoredPhoto, (), (hash, width, height, bytes))

struct PhotosOptions {
  int workers = 1;                // each uses one core while it works
  std::size_t most_waiting = 64;  // pictures waiting for a worker: a minute of work at most, then "busy"
};

class Photos {
 public:
  Photos(storage::Blobs& blobs, PhotosOptions options = {});
  ~Photos();

  // Checks every pixel and stores the bytes as they are. Errors: those of picture.h; unavailable; exhausted
  // "photos_busy".
  Task<Result<StoredPhoto>> store(std::string bytes);
  // What is stored under the hash; nullopt: nothing.
  Task<Result<std::optional<StoredPhoto>>> find(std::string hash);
  // The encoded picture; nullptr: there is no such photo. `width`: one of kWidths. `format`: jpeg, webp or
  // avif. Errors: exhausted "photos_busy" (try again), unavailable.
  using Rendition = std::shared_ptr<const std::string>;
  Task<Result<Rendition>> rendition(std::string hash, int width, Format format);

 private:
  class Seat;  // a place at a worker, given back at the end of its scope
  std::optional<Seat> take_seat();
  Task<Result<Rendition>> make(std::string hash, int width, Format format, std::string name);

  storage::Blobs& blobs_;
  PhotosOptions options_;
  std::mutex mutex_;
  std::size_t waiting_ = 0;
  std::size_t next_worker_ = 0;
  std::map<std::string, std::vector<Completion<Result<Rendition>>::Resolver>> in_flight_;  // by blob name
  std::vector<std::unique_ptr<ThreadExecutor>> workers_;  // last: its threads end first
};

}  // namespace atelier::item_management::media
