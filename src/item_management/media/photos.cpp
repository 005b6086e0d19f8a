#include "item_management/media/photos.h"

#include <algorithm>

namespace atelier::item_management::media {
namespace {

std::string original_name(const std::string& hash) {
  return "photos/" + hash;
}

// Runs `work` on the worker and comes back to the caller's executor.
template <class F>
auto on_worker(Executor& worker, F work) -> Task<decltype(work())> {
  Executor* home = Executor::current();
  co_await resume_on(worker);
  auto result = work();
  if (home != nullptr) co_await resume_on(*home);
  co_return result;
}

std::unexpected<Error> busy() {
  return fail(ErrorKind::exhausted, "photos_busy",
              "too many pictures are being worked on; try again in a moment");
}

}  // namespace

bool is_width(int width) {
  return std::ranges::find(kWidths, width) != kWidths.end();
}

bool is_photo_hash(std::string_view text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

class Photos::Seat {
 public:
  Seat(Photos& photos, Executor& worker) : photos_(&photos), worker_(&worker) {}
  Seat(Seat&& other) noexcept : photos_(std::exchange(other.photos_, nullptr)), worker_(other.worker_) {}
  Seat& operator=(Seat&&) = delete;
  ~Seat() {
    if (photos_ == nullptr) return;
    std::lock_guard lock(photos_->mutex_);
    --photos_->waiting_;
  }
  Executor& worker() const { return *worker_; }

 private:
  Photos* photos_;
  Executor* worker_;
};

Photos::Photos(storage::Blobs& blobs, PhotosOptions options) : blobs_(blobs), options_(options) {
  for (int i = 0; i < options.workers; ++i) workers_.push_back(std::make_unique<ThreadExecutor>());
}

Photos::~Photos() = default;

std::optional<Photos::Seat> Photos::take_seat() {
  std::lock_guard lock(mutex_);
  if (waiting_ >= options_.most_waiting) return std::nullopt;
  ++waiting_;
  return Seat(*this, *workers_[next_worker_++ % workers_.size()]);
}

Task<Result<StoredPhoto>> Photos::store(std::string bytes) {
  if (bytes.size() > kMaxPictureBytes)
    co_return fail(ErrorKind::invalid, "picture_too_large", "at most 25 MB are taken");
  const auto hash = storage::content_hash(bytes);
  auto known = co_await find(hash);
  if (!known) co_return fail(known);
  if (*known) co_return std::move(**known);
  auto seat = take_seat();
  if (!seat) co_return busy();
  const Result<PictureInfo> info = co_await on_worker(seat->worker(), [&bytes] { return verify(bytes); });
  if (!info) co_return fail(info);
  StoredPhoto stored{hash, info->width, info->height, static_cast<std::int64_t>(bytes.size())};
  const Result<void> put = co_await blobs_.put(original_name(hash), std::move(bytes));
  if (!put) co_return fail(put);
  co_return stored;
}

Task<Result<std::optional<StoredPhoto>>> Photos::find(std::string hash) {
  if (!is_photo_hash(hash)) co_return std::optional<StoredPhoto>();
  const auto bytes = co_await blobs_.get(original_name(hash));
  if (!bytes) co_return fail(bytes);
  if (!*bytes) co_return std::optional<StoredPhoto>();
  const auto info = read_header(**bytes);  // microseconds
  if (!info)
    co_return fail(ErrorKind::internal, "photo_corrupt", "the stored photo " + hash + " cannot be read");
  co_return StoredPhoto{hash, info->width, info->height, static_cast<std::int64_t>((*bytes)->size())};
}

Task<Result<Photos::Rendition>> Photos::rendition(std::string hash, int width, Format format) {
  if (!is_photo_hash(hash) || !is_width(width)) co_return Rendition();
  std::string name =
      "renditions/" + hash + "-" + std::to_string(width) + "." + std::string(extension(format));
  auto kept = co_await blobs_.get(name);
  if (!kept) co_return fail(kept);
  if (*kept) co_return std::make_shared<const std::string>(std::move(**kept));

  const Completion<Result<Rendition>> others;
  bool first = false;
  {
    std::lock_guard lock(mutex_);
    const auto [flight, inserted] = in_flight_.try_emplace(name);
    first = inserted;
    if (!first) flight->second.push_back(others.resolver());
  }
  if (!first) co_return co_await others;
  auto result = co_await make(std::move(hash), width, format, name);
  std::vector<Completion<Result<Rendition>>::Resolver> waiting;
  {
    std::lock_guard lock(mutex_);
    auto flight = in_flight_.extract(name);
    waiting = std::move(flight.mapped());
  }
  for (const auto& resolve : waiting) resolve(result);
  co_return result;
}

Task<Result<Photos::Rendition>> Photos::make(std::string hash, int width, Format format, std::string name) {
  auto original = co_await blobs_.get(original_name(hash));
  if (!original) co_return fail(original);
  if (!*original) co_return Rendition();
  auto seat = take_seat();
  if (!seat) co_return busy();
  Result<std::string> made =
      co_await on_worker(seat->worker(), [&] { return render(**original, width, format); });
  if (!made)
    co_return fail(ErrorKind::internal, "photo_corrupt",
                   "the stored photo " + hash + ": " + made.error().detail);
  auto rendition = std::make_shared<const std::string>(std::move(*made));
  // Not to be kept is no error: it is made again.
  (void)co_await blobs_.put(name, *rendition, false);
  co_return rendition;
}

}  // namespace atelier::item_management::media
