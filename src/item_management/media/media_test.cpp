#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <thread>
#include <vips/vips8>

#include "item_management/media/photos.h"

namespace atelier::item_management::media {
namespace {

using vips::VImage;

std::string bytes_of(VipsBlob* blob) {
  std::size_t size = 0;
  const void* data = vips_blob_get(blob, &size);
  std::string bytes(static_cast<const char*>(data), size);
  vips_area_unref(VIPS_AREA(blob));
  return bytes;
}

VImage cloth(int width, int height) {
  (void)read_header("x");  // starts libvips as the shop does
  (void)verify(std::string("\xFF\xD8\xFF") + std::string(100, 'x'));
  return VImage::gaussnoise(width, height, VImage::option()->set("mean", 128)->set("sigma", 30))
      .bandjoin(VImage::black(width, height))
      .bandjoin(VImage::black(width, height) + 90)
      .cast(VIPS_FORMAT_UCHAR)
      .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
}

std::string png(int width, int height) {
  return bytes_of(cloth(width, height).pngsave_buffer());
}
std::string jpeg(int width, int height) {
  return bytes_of(cloth(width, height).jpegsave_buffer());
}
std::string webp(int width, int height) {
  return bytes_of(cloth(width, height).webpsave_buffer());
}
std::string avif(int width, int height) {
  return bytes_of(
      cloth(width, height)
          .heifsave_buffer(
              VImage::option()->set("compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1)->set("effort", 0)));
}

TEST(Picture, the_four_formats_are_known_by_their_bytes) {
  for (const auto& [bytes, format] :
       {std::pair{png(30, 20), Format::png}, std::pair{jpeg(30, 20), Format::jpeg},
        std::pair{webp(30, 20), Format::webp}, std::pair{avif(64, 48), Format::avif}}) {
    const auto info = verify(bytes);
    ASSERT_TRUE(info) << content_type(format) << ": " << info.error().detail;
    EXPECT_EQ(info->format, format);
    EXPECT_GT(info->width, info->height);
  }
}

TEST(Picture, every_format_comes_out_at_the_width_that_was_asked_for) {
  const auto original = png(700, 500);
  for (const auto format : {Format::jpeg, Format::webp, Format::avif}) {
    const auto small = render(original, 320, format);
    ASSERT_TRUE(small) << small.error().detail;
    const auto info = verify(*small);
    ASSERT_TRUE(info) << info.error().detail;
    EXPECT_EQ(info->format, format);
    EXPECT_EQ(info->width, 320);
    EXPECT_NEAR(info->height, 229, 1);
    EXPECT_EQ(read_header(*render(original, 1600, format))->width, 700) << "never enlarged";
  }
}

TEST(Picture, metadata_stays_behind_and_pictures_stand_upright) {
  VImage image = cloth(60, 40);
  image.set(VIPS_META_ORIENTATION, 6);
  image.set("exif-ifd2-UserComment", "taken at home (taken at home, ASCII, 14 components, 14 bytes)");
  const auto original = bytes_of(image.jpegsave_buffer());
  ASSERT_NE(original.find("taken at home"), std::string::npos);
  EXPECT_EQ(read_header(original)->width, 40);
  const auto made = render(original, 160, Format::jpeg);
  ASSERT_TRUE(made);
  EXPECT_EQ(read_header(*made)->width, 40);
  EXPECT_EQ(read_header(*made)->height, 60);
  EXPECT_EQ(made->find("taken at home"), std::string::npos);
}

TEST(Picture, what_is_not_one_of_the_four_is_refused) {
  const std::string svg =
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="100000" height="100000"><image href="/etc/passwd"/></svg>)";
  const std::string gif = "GIF89a" + std::string(100, '\0');
  const std::string pdf = "%PDF-1.4\n" + std::string(100, ' ');
  const std::string heic = std::string(
                               "\0\0\0\x18"
                               "ftypheic",
                               12) +
                           std::string(100, '\0');
  for (const auto& bytes : {std::string(), std::string("x"), svg, gif, pdf, heic, "\n\n" + png(10, 10),
                            std::string("P6 1 1 255 abc")}) {
    const auto refused = verify(bytes);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "bad_picture");
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
  }
}

TEST(Picture, another_file_behind_a_pictures_first_bytes_is_refused) {
  const std::string svg = R"(<svg xmlns="http://www.w3.org/2000/svg"/>)";
  for (const std::string& magic :
       {std::string("\xFF\xD8\xFF"), std::string("\x89PNG\r\n\x1A\n"), std::string("RIFF\x40\0\0\0WEBP", 12),
        std::string("\0\0\0\x20"
                    "ftypavif",
                    12)}) {
    EXPECT_FALSE(verify(magic + svg + std::string(100, '\0')));
    EXPECT_FALSE(render(magic + svg + std::string(100, '\0'), 160, Format::jpeg));
  }
}

TEST(Picture, a_truncated_picture_is_refused_wherever_it_was_cut) {
  for (const auto& whole : {png(200, 200), jpeg(200, 200), webp(200, 200), avif(200, 200)}) {
    ASSERT_TRUE(verify(whole));
    for (const double part : {0.1, 0.5, 0.9}) {
      const auto cut = whole.substr(0, static_cast<std::size_t>(static_cast<double>(whole.size()) * part));
      EXPECT_FALSE(verify(cut)) << "at " << part;
    }
  }
}

// A PNG header that promises 30,000 × 30,000 pixels in a hundred bytes.
TEST(Picture, a_decompression_bomb_is_refused_by_its_header) {
  std::string bomb = png(8, 8);
  const auto put = [&](std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i)
      bomb[at + static_cast<std::size_t>(i)] = static_cast<char>(value >> (24 - 8 * i));
  };
  put(16, 30'000);
  put(20, 30'000);
  std::uint32_t crc = 0xFFFFFFFFu;  // of the IHDR chunk, so that the header is a right one
  for (std::size_t i = 12; i < 29; ++i) {
    crc ^= static_cast<unsigned char>(bomb[i]);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
  }
  put(29, ~crc);
  const auto refused = verify(bomb);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "picture_too_large") << refused.error().detail;
}

TEST(Picture, more_than_25_megabytes_are_refused) {
  EXPECT_EQ(read_header(png(8, 8) + std::string(kMaxPictureBytes, 'x')).error().code, "picture_too_large");
}

TEST(Picture, broken_pictures_of_any_kind_do_no_harm) {
  SeededRandom random{11};
  for (const auto& whole : {png(64, 64), jpeg(64, 64), webp(64, 64), avif(64, 64)}) {
    for (int i = 0; i < 60; ++i) {
      auto bent = whole;
      for (int k = 0; k < 6; ++k) bent[random.below(bent.size())] = static_cast<char>(random.below(256));
      (void)verify(bent);
      (void)render(bent, 160, Format::webp);
    }
  }
}

class PhotosTest : public testing::Test {
 protected:
  std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "atelier_photos_test";
  void SetUp() override {
    std::filesystem::remove_all(folder);
    blobs = storage::open_directory_blobs(folder).value();
  }
  void TearDown() override {
    blobs.reset();
    std::filesystem::remove_all(folder);
  }
  std::unique_ptr<storage::Blobs> blobs;
};

TEST_F(PhotosTest, the_same_bytes_are_stored_once_under_their_hash) {
  Photos photos(*blobs);
  const auto bytes = png(300, 200);
  const auto first = run_until_done(photos.store(bytes));
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_EQ(first->hash, storage::content_hash(bytes));
  EXPECT_EQ(first->width, 300);
  EXPECT_EQ(first->bytes, static_cast<std::int64_t>(bytes.size()));
  EXPECT_EQ(run_until_done(photos.store(bytes))->hash, first->hash);
  EXPECT_EQ(run_until_done(photos.find(first->hash)).value()->height, 200);
  EXPECT_FALSE(run_until_done(photos.find(std::string(64, '0'))).value());
}

TEST_F(PhotosTest, a_rendition_is_made_once_and_kept) {
  Photos photos(*blobs);
  const auto hash = run_until_done(photos.store(png(300, 200)))->hash;
  const auto made = run_until_done(photos.rendition(hash, 160, Format::avif)).value();
  ASSERT_TRUE(made);
  EXPECT_TRUE(run_until_done(blobs->has("renditions/" + hash + "-160.avif")).value());
  EXPECT_EQ(*run_until_done(photos.rendition(hash, 160, Format::avif)).value(), *made);
  EXPECT_FALSE(run_until_done(photos.rendition(hash, 161, Format::avif)).value());
  EXPECT_FALSE(run_until_done(photos.rendition(std::string(64, '0'), 160, Format::avif)).value());
}

TEST_F(PhotosTest, many_who_ask_at_once_get_the_same_answer) {
  Photos photos(*blobs, {.workers = 2, .most_waiting = 1});  // a second piece of work would be refused
  const auto hash = run_until_done(photos.store(png(900, 900)))->hash;
  std::atomic<int> good = 0;
  std::vector<std::thread> askers;
  for (int i = 0; i < 8; ++i) {
    askers.emplace_back([&] {
      const auto made = run_until_done(photos.rendition(hash, 640, Format::webp));
      if (made && *made && !(*made)->empty()) ++good;
    });
  }
  for (auto& asker : askers) asker.join();
  EXPECT_EQ(good, 8);
}

TEST_F(PhotosTest, who_asks_beyond_the_bound_is_told_to_come_again) {
  Photos photos(*blobs, {.workers = 1, .most_waiting = 0});
  const auto refused = run_until_done(photos.store(png(30, 30)));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::exhausted);
}

}  // namespace
}  // namespace atelier::item_management::media
