#include "item_management/media/picture.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <vips/vips8>

#include "base/check.h"

namespace atelier::item_management::media {
namespace {

using vips::VImage;
using vips::VOption;

// Effort 2 gives half of WebP's bytes. Between about 900 and 1440 px a side Debian's encoder takes ten times
// as long for it (1280 × 1600 px: 1.4 s of CPU, effort 1: 0.12 s; 1600 × 2000 px, effort 2: 0.27 s), so there
// effort 1 has to do: still a fifth below WebP.
int avif_effort(int shorter_side) {
  return shorter_side > 900 && shorter_side < 1440 ? 1 : 2;
}
// Below this the paper's soft light falls into blocks; 75 is half as large again as 58 and still below WebP.
constexpr int kAvifQuality = 75;
constexpr int kWebpQuality = 80;
constexpr int kWebpEffort = 3;
constexpr int kJpegQuality = 82;

void start_vips() {
  static std::once_flag once;
  std::call_once(once, [] {
    CHECK(VIPS_INIT("atelier") == 0, "libvips starts");
    // libvips grumbles to stderr about odd but harmless pictures; what matters comes back as an error.
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_WARNING, [](const char*, GLogLevelFlags, const char*, void*) {}, nullptr);
    vips_concurrency_set(1);  // the pool above decides how many pictures are worked on at once
    vips_cache_set_max(0);    // each picture is worked on once; its result is kept as a blob
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (const char* loader :
         {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif"}) {
      vips_operation_block_set(loader, FALSE);
    }
  });
}

std::optional<Format> format_of(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return Format::jpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return Format::png;
  if (bytes.size() > 16 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv) return Format::webp;
  // HEIC has the same container; only a file that names AV1 as its brand is taken.
  if (bytes.size() > 32 && bytes.substr(4, 4) == "ftyp"sv && bytes.substr(8, 4) == "avif"sv)
    return Format::avif;
  return std::nullopt;
}

VImage open(std::string_view bytes, Format format, VOption* options) {
  VipsBlob* blob = vips_blob_new(nullptr, bytes.data(), bytes.size());  // borrows the bytes
  struct Unref {
    VipsBlob* held;
    ~Unref() { vips_area_unref(VIPS_AREA(held)); }
  } unref{blob};
  options->set("fail_on", VIPS_FAIL_ON_TRUNCATED)->set("access", VIPS_ACCESS_SEQUENTIAL);
  switch (format) {
    case Format::jpeg:
      return VImage::jpegload_buffer(blob, options);
    case Format::png:
      return VImage::pngload_buffer(blob, options);
    case Format::webp:
      return VImage::webpload_buffer(blob, options);
    case Format::avif:
      return VImage::heifload_buffer(blob, options);
  }
  CHECK(false, "every format has a loader");
}

std::unexpected<Error> broken(const vips::VError& error) {
  // libvips's message is for a person, but may have several lines.
  std::string why = error.what();
  std::ranges::replace(why, '\n', ' ');
  vips_error_clear();
  return fail(ErrorKind::invalid, "bad_picture", "the picture is broken or truncated: " + why.substr(0, 200));
}

Result<PictureInfo> header_of(const VImage& image, Format format) {
  PictureInfo info{format, image.width(), image.height()};
  const std::int64_t pixels = std::int64_t{info.width} * info.height;
  if (pixels > kMaxPixels || info.width > kMaxSide || info.height > kMaxSide) {
    return fail(ErrorKind::invalid, "picture_too_large",
                "the picture has " + std::to_string(info.width) + " × " + std::to_string(info.height) +
                    " pixels; at most 100 megapixels and 16384 a side are taken");
  }
  if (format == Format::jpeg && image.get_typeof(VIPS_META_ORIENTATION) != 0 &&
      image.get_int(VIPS_META_ORIENTATION) >= 5) {
    std::swap(info.width, info.height);
  }
  return info;
}

std::string encode(VImage image, Format format) {
  if (format == Format::jpeg && image.has_alpha()) {
    image = image.flatten(VImage::option()->set("background", std::vector<double>{255, 255, 255}));
  }
  VipsBlob* blob = nullptr;
  switch (format) {
    case Format::jpeg:
      blob = image.jpegsave_buffer(VImage::option()
                                       ->set("Q", kJpegQuality)
                                       ->set("strip", true)
                                       ->set("optimize_coding", true)
                                       ->set("interlace", true));
      break;
    case Format::webp:
      blob = image.webpsave_buffer(
          VImage::option()->set("Q", kWebpQuality)->set("effort", kWebpEffort)->set("strip", true));
      break;
    case Format::avif:
      blob = image.heifsave_buffer(VImage::option()
                                       ->set("Q", kAvifQuality)
                                       ->set("effort", avif_effort(std::min(image.width(), image.height())))
                                       ->set("compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1)
                                       ->set("strip", true));
      break;
    case Format::png:
      CHECK(false, "renditions are never PNG");
  }
  std::size_t size = 0;
  const void* data = vips_blob_get(blob, &size);
  std::string bytes(static_cast<const char*>(data), size);
  vips_area_unref(VIPS_AREA(blob));
  return bytes;
}

}  // namespace

std::string_view content_type(Format format) {
  constexpr std::string_view types[] = {"image/jpeg", "image/png", "image/webp", "image/avif"};
  return types[static_cast<int>(format)];
}

std::string_view extension(Format format) {
  constexpr std::string_view extensions[] = {"jpg", "png", "webp", "avif"};
  return extensions[static_cast<int>(format)];
}

Result<PictureInfo> read_header(std::string_view bytes) {
  if (bytes.size() > kMaxPictureBytes)
    return fail(ErrorKind::invalid, "picture_too_large", "at most 25 MB are taken");
  const auto format = format_of(bytes);
  if (!format) return fail(ErrorKind::invalid, "bad_picture", "only JPEG, PNG, WebP and AVIF are taken");
  start_vips();
  try {
    return header_of(open(bytes, *format, VImage::option()), *format);
  } catch (const vips::VError& error) {
    return broken(error);
  }
}

Result<PictureInfo> verify(std::string_view bytes) {
  auto info = read_header(bytes);
  if (!info) return info;
  try {
    // The average asks for every pixel, a strip at a time.
    (void)open(bytes, info->format, VImage::option()).avg();
    return info;
  } catch (const vips::VError& error) {
    return broken(error);
  }
}

Result<std::string> render(std::string_view bytes, int width, Format format) {
  const auto info = read_header(bytes);
  if (!info) return fail(info);
  try {
    VipsBlob* blob = vips_blob_new(nullptr, bytes.data(), bytes.size());
    struct Unref {
      VipsBlob* held;
      ~Unref() { vips_area_unref(VIPS_AREA(held)); }
    } unref{blob};
    // The header told which loader it is, and every other is blocked. Turns upright, shrinks while loading
    // where it can.
    VImage image = VImage::thumbnail_buffer(blob, std::min(width, info->width),
                                            VImage::option()
                                                ->set("height", VIPS_MAX_COORD)
                                                ->set("size", VIPS_SIZE_DOWN)
                                                ->set("export_profile", "srgb")
                                                ->set("fail_on", VIPS_FAIL_ON_TRUNCATED));
    return encode(image, format);
  } catch (const vips::VError& error) {
    return broken(error);
  }
}

}  // namespace atelier::item_management::media
