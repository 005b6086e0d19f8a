// Pictures from outside, looked at with suspicion: the only door to libvips.
//
// Only JPEG, PNG, WebP and AVIF are taken, told by their first bytes; every other loader of libvips is
// blocked in this process. What is larger than the bounds is refused by its header, before anything is
// decoded. Nothing of the original's metadata is in a rendition.
//
// Blocking and slow (up to a second): call it on a worker. Any thread. libvips itself uses one thread a call.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier::item_management::media {

inline constexpr std::size_t kMaxPictureBytes = 25u << 20;
inline constexpr std::int64_t kMaxPixels = 100'000'000;  // 400 MB decoded, which two workers can bear
inline constexpr int kMaxSide = 16'384;                  // WebP's own bound

enum class Format { jpeg, png, webp, avif };
std::string_view content_type(Format format);  // "image/avif"
std::string_view extension(Format format);     // "avif"; JPEG's is "jpg"

struct PictureInfo {
  Format format = Format::jpeg;
  int width = 0;  // px, upright (after EXIF orientation)
  int height = 0;
};

// Reads the header. Errors, all invalid: "bad_picture" (another format, or broken), "picture_too_large"
// (bytes, pixels or a side).
Result<PictureInfo> read_header(std::string_view bytes);
// Decodes all of it: a truncated or broken one is "bad_picture".
Result<PictureInfo> verify(std::string_view bytes);
// At `width` px or the original's, if that is less; upright, sRGB, without metadata. `format`: jpeg, webp or
// avif.
Result<std::string> render(std::string_view bytes, int width, Format format);

}  // namespace atelier::item_management::media
