// What every process of ours stands on: clock, chance, the embedded store, an HTTP client, the relay on a thread of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "base/thread_executor.h"
#include "events/decision.h"
#include "events/relay.h"
#include "http/client.h"
#include "observability/log.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace atelier::main {

class Process {
 public:
  // Opens (or creates) the store below `data`.
  static Result<std::unique_ptr<Process>> start(const std::filesystem::path& data, Region region);
  // Stops the relay, then closes the store.
  ~Process();

  events::Context& context() { return *context_; }
  http::Client& client() { return *client_; }
  events::Relay& relay() { return *relay_; }
  // Once all handlers are known.
  void start_relay();

 private:
  Process() = default;

  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<events::Context> context_;
  std::unique_ptr<http::Client> client_;
  std::unique_ptr<ThreadExecutor> relay_thread_;
  std::unique_ptr<events::Relay> relay_;
  Completion<bool> relay_ended_;
  bool relay_started_ = false;
};

}  // namespace atelier::main
