#include "api/media/media.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <vips/vips8>

#include "http/testing.h"

namespace atelier::api {
namespace {

using http::Method;
using http::testing::call;
using http::testing::header_of;

TEST(MediaRoutes, answer_each_browser_in_its_best_format) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "atelier_media_routes_test";
  std::filesystem::remove_all(folder);
  const auto blobs = storage::open_directory_blobs(folder).value();
  item_management::media::Photos photos(*blobs);
  VIPS_INIT("test");
  VipsBlob* blob = (vips::VImage::black(300, 200, vips::VImage::option()->set("bands", 3)) + 120)
                       .cast(VIPS_FORMAT_UCHAR)
                       .pngsave_buffer();
  std::size_t size = 0;
  const void* data = vips_blob_get(blob, &size);
  const auto stored = run_until_done(photos.store(std::string(static_cast<const char*>(data), size)));
  vips_area_unref(VIPS_AREA(blob));
  ASSERT_TRUE(stored) << stored.error().detail;

  http::Router router;
  register_media_routes(router, {photos});
  const std::string base = "/media/" + stored->hash + "/";
  const auto with_accept = [&](const std::string& rendition, const std::string& accept) {
    return call(router, Method::get, base + rendition, "", {{"Accept", accept}});
  };
  const auto avif = with_accept("160", "image/avif,image/webp,*/*");
  EXPECT_EQ(avif.status, 200);
  EXPECT_EQ(header_of(avif, "Content-Type"), "image/avif");
  EXPECT_EQ(header_of(avif, "Vary"), "Accept");
  EXPECT_EQ(header_of(avif, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header_of(with_accept("160", "image/webp,*/*"), "Content-Type"), "image/webp");
  EXPECT_EQ(header_of(with_accept("160", "image/avif;q=0, image/webp"), "Content-Type"), "image/webp");
  EXPECT_EQ(header_of(with_accept("160", "*/*"), "Content-Type"), "image/jpeg");
  EXPECT_EQ(header_of(with_accept("160.jpg", "image/avif"), "Content-Type"), "image/jpeg");
  EXPECT_EQ(header_of(with_accept("160.jpg", "image/avif"), "Vary"), "");
  for (const auto* wrong : {"161", "160.gif", "0160", "-160", "160.", "x", "99999999999"})
    EXPECT_EQ(with_accept(wrong, "").status, 404) << wrong;
  EXPECT_EQ(call(router, Method::get, "/media/" + std::string(64, '0') + "/160").status, 404);
  EXPECT_EQ(call(router, Method::get, "/media/..%2F..%2Fetc/160").status, 404);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace atelier::api
