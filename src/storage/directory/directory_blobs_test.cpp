#include <gtest/gtest.h>

#include <filesystem>

#include "base/thread_executor.h"
#include "storage/blobs.h"

namespace atelier::storage {
namespace {

class DirectoryBlobsTest : public testing::Test {
 protected:
  std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "atelier_blobs_test";
  void SetUp() override { std::filesystem::remove_all(folder); }
  void TearDown() override { std::filesystem::remove_all(folder); }
};

TEST_F(DirectoryBlobsTest, what_was_put_is_there_also_after_opening_again) {
  const std::string bytes("\0\xff blob", 7);
  const auto name = "photos/" + content_hash(bytes);
  {
    const auto blobs = open_directory_blobs(folder).value();
    EXPECT_FALSE(run_until_done(blobs->has(name)).value());
    EXPECT_FALSE(run_until_done(blobs->get(name)).value());
    EXPECT_TRUE(run_until_done(blobs->put(name, bytes)));
    EXPECT_TRUE(run_until_done(blobs->put(name, bytes)));
  }
  const auto blobs = open_directory_blobs(folder).value();
  EXPECT_EQ(run_until_done(blobs->get(name)).value(), bytes);
  EXPECT_TRUE(run_until_done(blobs->has(name)).value());
}

TEST_F(DirectoryBlobsTest, names_cannot_leave_the_folder) {
  const auto blobs = open_directory_blobs(folder).value();
  for (const auto* name : {"", "/etc/passwd", "../x", "a/../b", "a//b", "a/", ".x", "a/.x", "A", "a b"}) {
    EXPECT_FALSE(is_blob_name(name)) << name;
    EXPECT_FALSE(run_until_done(blobs->put(name, "x"))) << name;
    EXPECT_FALSE(run_until_done(blobs->get(name)).value()) << name;
  }
  EXPECT_TRUE(is_blob_name("renditions/ab12-640.avif"));
}

TEST_F(DirectoryBlobsTest, a_folder_that_cannot_be_made_is_an_error) {
  EXPECT_EQ(open_directory_blobs("/proc/nothing/here").error().code, "blobs_unavailable");
}

TEST_F(DirectoryBlobsTest, content_has_one_hash) {
  EXPECT_EQ(content_hash("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-2, B.1
}

}  // namespace
}  // namespace atelier::storage
