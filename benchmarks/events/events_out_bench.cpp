// Events through the whole way out: durable commit → change feed → journal → consumer → signed webhook → receiver. README.md has the arguments.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <thread>

#include "base/thread_executor.h"
#include "events/journal_writer.h"
#include "http/client.h"
#include "http/server.h"
#include "integration/subscribers/subscribers.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace atelier {
namespace {

using SteadyTime = std::chrono::steady_clock;

// What arrived: counts and milliseconds since the event's own time.
struct Arrivals {
  std::atomic<std::uint64_t> count{0};
  std::mutex mutex;
  std::vector<double> late_ms;
  std::atomic<bool> measuring{true};

  void note(std::string_view body, Time now) {
    const auto at = body.find(R"("time":")");
    const auto made = parse_rfc3339(body.substr(at + 8, 24));
    ++count;
    if (!made || !measuring) return;
    std::lock_guard lock(mutex);
    late_ms.push_back(static_cast<double>((now - *made).count()));
  }
  double percentile(double part) {
    std::lock_guard lock(mutex);
    if (late_ms.empty()) return 0;
    const auto at = late_ms.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(late_ms.size() - 1));
    std::ranges::nth_element(late_ms, at);
    return *at;
  }
};

template <class Part>
void run_part(ThreadExecutor& thread, Part& part) {
  thread.post([&part] { spawn(part.run()); });
}

bool wait_for(const std::atomic<std::uint64_t>& count, std::uint64_t wanted, std::chrono::seconds at_most) {
  const auto until = SteadyTime::now() + at_most;
  while (count < wanted && SteadyTime::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return count >= wanted;
}

// An order's worth of data.
std::string data_of(std::uint64_t number) {
  return fmt::format(R"({{"order":"ord_{0}","number":"MV-26-{0}","state":"paid","market":"fr","locale":"fr","total":{{"amount":353900,"currency":"EUR"}},)"
                     R"("lines":[{{"sku":"MV-1001-CAM-38","quantity":1,"amount":{{"amount":329000,"currency":"EUR"}}}},)"
                     R"({{"sku":"MV-2044-BLK-U","quantity":1,"amount":{{"amount":24900,"currency":"EUR"}}}}],"payment":"pay_{0}"}})",
                     number);
}

int run(int rate, int seconds, int subscriber_count, const std::filesystem::path& folder) {
  SystemClock clock;
  SystemRandom random;
  std::filesystem::remove_all(folder);
  auto store = storage::open_rocksdb_store(folder, {}, clock);
  if (!store) return fmt::print(stderr, "{}\n", store.error().detail), 1;
  events::Context context{**store, clock, random};

  Arrivals arrivals;
  std::atomic<std::uint64_t> others{0};
  http::Router router;
  router.add(http::Method::post, "/hooks/{who}", [&](http::Request& request) -> Task<http::Response> {
    if (request.parameter("who") == "0") {
      arrivals.note(request.body, clock.now());
    } else {
      ++others;
    }
    co_return http::Response::no_content();
  });
  auto server = http::Server::start({.listeners = {{}}, .loops = 1}, router);
  if (!server) return fmt::print(stderr, "{}\n", server.error().detail), 1;

  auto client = http::make_client({});
  ThreadExecutor thread;
  events::Journal journal(context);
  events::JournalWriter writer(context, journal, thread, {});
  integration::Subscribers subscribers(context, journal, thread, *client,
                                       {.sender = {.source = {.source = "https://shop.example/regions/eu", .schema_base = "https://shop.example/#"},
                                                   .secret_key = std::string(32, 'k')},
                                        .allow_private = true});
  run_part(thread, writer);
  run_part(thread, subscribers);
  std::vector<integration::SubscriberId> ids;
  for (int i = 0; i < subscriber_count; ++i) {
    auto made = run_until_done(subscribers.create({.name = "bench", .url = fmt::format("http://127.0.0.1:{}/hooks/{}", (*server)->port(), i), .from = events::Beginning{}}));
    if (!made) return fmt::print(stderr, "{}\n", made.error().detail), 1;
    ids.push_back(std::get<integration::SubscriberWithSecret>(*made).subscriber.id);
  }

  std::atomic<std::uint64_t> committed{0};
  ThreadExecutor sender;
  const auto total = static_cast<std::uint64_t>(rate) * static_cast<std::uint64_t>(seconds);
  const auto begun = SteadyTime::now();
  for (std::uint64_t made = 0; made < total;) {
    const auto due = static_cast<std::uint64_t>(std::chrono::duration<double>(SteadyTime::now() - begun).count() * rate);
    const auto until = std::min(total, due);
    for (; made < until; ++made) {
      sender.post([&, made] {
        events::Decision decision;
        decision.events.push_back({.type = "order.paid", .subject = fmt::format("ord_{}", made % 20'000), .data = data_of(made)});
        spawn(context.store.commit(events::to_commit(std::move(decision), Region::europe, clock.now(), random)),
              [&](storage::CommitOutcome outcome) { committed += storage::is_committed(outcome) ? 1 : 0; });
      });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  wait_for(arrivals.count, total, std::chrono::seconds(60));
  wait_for(others, total * static_cast<std::uint64_t>(subscriber_count - 1), std::chrono::seconds(60));
  const double took = std::chrono::duration<double>(SteadyTime::now() - begun).count();
  fmt::print("offered {}/s for {} s, {} subscribers: committed {}, arrived at the first {}, at the others {}, {:.0f} webhooks/s; p50 {:.0f} ms, p99 {:.0f} ms, most {:.0f} ms\n", rate, seconds,
             subscriber_count, committed.load(), arrivals.count.load(), others.load(), static_cast<double>(arrivals.count + others) / took, arrivals.percentile(0.5),
             arrivals.percentile(0.99), arrivals.percentile(1));

  arrivals.measuring = false;
  const auto before = arrivals.count.load();
  const auto replay_begun = SteadyTime::now();
  if (!run_until_done(subscribers.replay(ids.front(), events::Beginning{}))) return 1;
  const bool all = wait_for(arrivals.count, before + total, std::chrono::seconds(120));
  fmt::print("catch-up of {} events: {:.0f} webhooks/s{}\n", total, static_cast<double>(arrivals.count - before) / std::chrono::duration<double>(SteadyTime::now() - replay_begun).count(),
             all ? "" : " (not all)");
  subscribers.stop();
  writer.stop();
  std::this_thread::sleep_for(std::chrono::seconds(2));
  (*server)->stop();
  std::filesystem::remove_all(folder);
  return all && committed == total ? 0 : 1;
}

}  // namespace
}  // namespace atelier

int main(int count, char** arguments) {
  if (count < 4) {
    fmt::print(stderr, "usage: events_out_bench <events a second> <seconds> <subscribers> [folder]\n");
    return 2;
  }
  const std::filesystem::path folder = count > 4 ? arguments[4] : (std::filesystem::temp_directory_path() / "events_out_bench").string();
  return atelier::run(std::atoi(arguments[1]), std::atoi(arguments[2]), std::atoi(arguments[3]), folder);
}
