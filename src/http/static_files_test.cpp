#include "http/static_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "http/compress.h"
#include "http/health.h"
#include "http/testing.h"

namespace atelier::http {
namespace {

class StaticFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/atelier-static-XXXXXX";
    folder = mkdtemp(name);
    put("index.html", "<html>");
    put("icon.svg", "<svg/>");
    put("assets/app-3f9c.js", std::string(5000, 'j'));
    put("assets/app-3f9c.js.br", "made before");
    put("assets/photo-1.avif", std::string(5000, 'p'));
    put("lonely.gz", "a file that is a coding of no other");
    put(".secret", "hidden");
    put(".git/config", "hidden");
    std::filesystem::create_symlink("/etc/passwd", folder + "/passwd");
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  void put(const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories(std::filesystem::path(folder + "/" + name).parent_path());
    std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
  }
  std::string folder;
};

TEST_F(StaticFilesTest, files_are_loaded_with_their_codings_and_caching) {
  const auto files = StaticFiles::load(folder);
  ASSERT_TRUE(files) << files.error().detail;
  EXPECT_EQ(files->count(), 5u);
  const auto script = files->find("assets/app-3f9c.js");
  ASSERT_TRUE(script);
  EXPECT_NE(script->identity.bytes.find("immutable"), std::string::npos);
  EXPECT_NE(script->identity.bytes.find("text/javascript"), std::string::npos);
  EXPECT_TRUE(script->brotli->bytes.ends_with("made before"));
  EXPECT_TRUE(script->gzip);
  EXPECT_FALSE(files->find("assets/photo-1.avif")->gzip) << "a picture is compressed already";
  EXPECT_NE(files->find("icon.svg")->identity.bytes.find("no-cache"), std::string::npos);
  EXPECT_EQ(files->text("index.html"), "<html>");
  EXPECT_FALSE(files->find("assets/app-3f9c.js.br"));
}

TEST_F(StaticFilesTest, there_is_no_way_out_of_the_folder) {
  const auto files = StaticFiles::load(folder).value();
  Router router;
  add_static_files(router, "/till", files, [](Request& request) -> Task<Response> {
    co_return Response::text(200, "page " + std::string(request.parameter("path")));
  });
  EXPECT_EQ(testing::body_of(testing::call(router, Method::get, "/till/icon.svg")), "<svg/>");
  for (const char* path : {"/till/../../etc/passwd", "/till/%2e%2e/%2e%2e/etc/passwd", "/till/..%2f..%2fetc%2fpasswd", "/till/passwd",
                           "/till/.secret", "/till/.git/config", "/till//etc/passwd", "/till/icon.svg%00.html", "/till/index.html", "/till/"}) {
    EXPECT_TRUE(testing::body_of(testing::call(router, Method::get, path)).starts_with("page ")) << path;
  }
}

TEST(StaticFilesLoad, a_folder_that_is_none_is_named) {
  const auto none = StaticFiles::load("/nowhere/at/all");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().detail.find("/nowhere/at/all"), std::string::npos);
}

TEST(Health, ready_is_what_its_checks_say) {
  Router router;
  std::string store = "ok";
  add_health(router, {{"store", [&] { return store; }}, {"snapshot", [] { return std::string("ok"); }}});
  EXPECT_EQ(testing::call(router, Method::get, "/health/live").body, R"({"status":"ok"})");
  auto answer = testing::call(router, Method::get, "/health/ready");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"status":"ok","checks":{"store":"ok","snapshot":"ok"}})");
  store = "read only";
  answer = testing::call(router, Method::get, "/health/ready");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body, R"({"status":"failing","checks":{"store":"read only","snapshot":"ok"}})");
}

TEST(Health, metrics_are_prometheus_text) {
  metrics::Registry registry;
  registry.counter("ticks_total", "Ticks.").add(2);
  Router router;
  add_metrics(router, registry);
  const auto answer = testing::call(router, Method::get, "/metrics");
  EXPECT_EQ(testing::header_of(answer, "content-type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_NE(answer.body.find("ticks_total 2\n"), std::string::npos);
}

}  // namespace
}  // namespace atelier::http
