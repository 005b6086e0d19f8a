#include "observability/log.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <thread>
#include <unistd.h>
#include <vector>

namespace atelier::log {
namespace {

TEST(Log, a_line_is_one_json_object) {
  EXPECT_EQ(render("2026-11-23T09:30:00.000Z", Level::info, "order_placed",
                   {{"order", "ord_1"}, {"lines", 3}, {"share", 0.5}, {"paid", true}, {"said", "a \"b\"\n"}}),
            R"({"time":"2026-11-23T09:30:00.000Z","level":"info","event":"order_placed","order":"ord_1","lines":3,)"
            R"("share":0.5,"paid":true,"said":"a \"b\"\n"})");
}

TEST(Log, secrets_are_redacted_by_name_and_inside_texts) {
  const auto line = render("t", Level::info, "e", {{"Set-Cookie", "atelier_office=s3cr3t"}, {"order_token", "s3cr3t"},
                                                   {"url", "/pay?x=1&token=s3cr3t&y=2"}, {"api-key", "s3cr3t"}});
  EXPECT_EQ(line.find("s3cr3t"), std::string::npos) << line;
  EXPECT_NE(line.find("/pay?x=1&token=[redacted]&y=2"), std::string::npos) << line;
  EXPECT_EQ(redact("plain text = fine"), "plain text = fine");
  EXPECT_EQ(redact("?token="), "?token=[redacted]");
}

TEST(Log, lines_of_many_threads_reach_the_file_whole) {
  const std::string path = "/tmp/atelier_log_test_" + std::to_string(::getpid());
  start({.level = Level::info, .file = path});
  debug("not_asked_for");
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([] { for (int j = 0; j < 1000; ++j) info("tick", {{"j", j}}); });
  }
  EXPECT_EQ(dropped_lines(), 0u);
  stop();
  std::ifstream file(path);
  int count = 0;
  for (std::string line; std::getline(file, line); ++count) {
    ASSERT_TRUE(line.starts_with(R"({"time":")") && line.ends_with("}")) << line;
  }
  EXPECT_EQ(count, 4000);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace atelier::log
