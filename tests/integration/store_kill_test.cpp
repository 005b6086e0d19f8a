// kill -9 at random moments under load, again and again over the same data: what was answered is there, and
// nothing is half-done.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>

#include "store_audit.h"
#include "store_process.h"

namespace atelier::storage::writer {
namespace {

using namespace std::chrono_literals;

int kills() {
  const char* wanted = std::getenv("ATELIER_KILLS");
  return wanted != nullptr ? std::atoi(wanted) : 200;
}

TEST(StoreKill, every_answered_commit_survives_and_nothing_is_half_done) {
  const auto folder = std::filesystem::temp_directory_path() / ("atelier-kill-" + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  const auto seed = std::random_device{}();
  std::cout << "seed " << seed << '\n';
  std::mt19937 random(seed);
  const SystemClock clock;
  Audit audit;
  for (int run = 0; run < kills() && !testing::Test::HasFatalFailure(); ++run) {
    SCOPED_TRACE("run " + std::to_string(run));
    WriterProcess process(folder, std::to_string(run));
    // Some die while they open, some at their first commits, most under full load.
    const bool at_once = run > 0 && run % 10 == 0;
    if (!at_once)
      ASSERT_TRUE(process.run_until("R", 30s))
          << (process.lines().empty() ? "no word" : process.lines().back());
    process.run_for(std::chrono::milliseconds(random() % (at_once ? 40 : 250)));
    process.kill_now();

    auto store =
        open_rocksdb_store(folder, {.write_buffer_bytes = 2u << 20, .free_bytes_reserved = 0}, clock);
    ASSERT_TRUE(store) << store.error().detail;
    audit.check_answers(**store, process.lines());
    if (testing::Test::HasFatalFailure()) break;
    audit.check_whole(**store);
    if (run % 50 == 49 && !testing::Test::HasFatalFailure()) audit.check_rows(**store);
  }
  std::cout << kills() << " kills, " << audit.answered << " answered commits, all there\n";
  EXPECT_EQ(audit.unknown, 0u);
  EXPECT_GT(audit.answered, static_cast<std::size_t>(kills()));
  if (!testing::Test::HasFailure()) std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace atelier::storage::writer
