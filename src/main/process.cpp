#include "main/process.h"

namespace atelier::main {

Result<std::unique_ptr<Process>> Process::start(const std::filesystem::path& data, Region region) {
  std::unique_ptr<Process> process(new Process);
  std::error_code error;
  std::filesystem::create_directories(data, error);
  if (error) return fail(ErrorKind::unavailable, "data_folder", data.string() + ": " + error.message());
  auto store = storage::open_rocksdb_store(data, {}, process->clock_);
  if (!store) return fail(store);
  process->store_ = std::move(*store);
  process->context_.reset(new events::Context{*process->store_, process->clock_, process->random_, region});
  process->client_ = http::make_client({});
  process->relay_thread_ = std::make_unique<ThreadExecutor>();
  process->relay_ = std::make_unique<events::Relay>(*process->context_, *process->relay_thread_, events::Relay::Options{});
  process->relay_->on_failure = [](const events::EffectRecord& effect, const Error& why) {
    log::warn("effect_failed", {{"kind", effect.kind},
                                {"effect", effect.id.text()},
                                {"attempts", effect.attempts + 1},
                                {"code", why.code},
                                {"detail", why.detail}});
  };
  return process;
}

void Process::start_relay() {
  relay_started_ = true;
  relay_thread_->post([this] {
    spawn([](events::Relay& relay, Completion<bool>::Resolver ended) -> Task<void> {
      co_await relay.run();
      ended(true);
    }(*relay_, relay_ended_.resolver()));
  });
}

Process::~Process() {
  if (!relay_started_) return;
  relay_->stop();
  run_until_done([](const Completion<bool>& ended) -> Task<void> { co_await ended; }(relay_ended_));
}

}  // namespace atelier::main
