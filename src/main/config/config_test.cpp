#include "main/config/config.h"
#include "observability/log.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace atelier::config {
namespace {

std::string file_with(const std::string& text) {
  const std::string path = testing::TempDir() + "config_test.toml";
  std::ofstream(path) << text;
  return path;
}

TEST(Config, the_environment_wins_over_the_file_and_the_file_over_the_default) {
  const auto file = file_with("[http]\nport = 9000\nthreads = 3\n");
  const auto config = load(file, {{"ATELIER_HTTP_PORT", "9001"}, {"ATELIER_UNRELATED", "x"}});
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_EQ(config->http.port, 9001);
  EXPECT_EQ(config->http.threads, 3);
  EXPECT_EQ(config->http.address, "127.0.0.1");
}

TEST(Config, an_unknown_key_stops_with_its_line_and_the_nearest_right_one) {
  const auto config = load(file_with("[http]\naddress = \"::1\"\nprot = 9000\n"), {});
  ASSERT_FALSE(config);
  EXPECT_NE(config.error().detail.find("line 3"), std::string::npos) << config.error().detail;
  EXPECT_NE(config.error().detail.find("\"http.port\""), std::string::npos) << config.error().detail;
}

TEST(Config, a_wrong_value_says_what_was_expected) {
  EXPECT_NE(load(file_with("[http]\nport = \"many\"\n"), {}).error().detail.find("whole number"), std::string::npos);
  EXPECT_NE(load(file_with("[http]\nport = \n"), {}).error().detail.find("line 2"), std::string::npos);
  EXPECT_FALSE(load("/nowhere/at/all.toml", {}));
  EXPECT_FALSE(load("", {{"ATELIER_HTTP_LOG_REQUESTS", "yes"}}));
}

TEST(Config, a_secret_is_taken_from_the_environment_only_and_never_printed) {
  EXPECT_EQ(load(file_with("[psp]\nsecret_key = \"abc\"\n"), {}).error().code, "secret_in_file");
  const auto config = load("", {{"ATELIER_PSP_SECRET_KEY", "sk_hush"}});
  EXPECT_EQ(config->psp.secret_key, "sk_hush");
  EXPECT_EQ(print(*config).find("sk_hush"), std::string::npos);
}

TEST(Config, every_secret_has_a_name_that_logs_redact) {
  Config config;
  for (const auto& setting : settings(config)) {
    if (setting.secret) EXPECT_TRUE(log::is_secret_name(setting.name)) << setting.name;
  }
}

TEST(Config, what_is_printed_can_be_read_again) {
  Config config;
  config.http.port = 1234;
  const auto again = load(file_with(print(config)), {});
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ(again->http.port, 1234);
}

}  // namespace
}  // namespace atelier::config
