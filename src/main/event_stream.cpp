#include "main/event_stream.h"

#include "observability/log.h"

namespace atelier::main {

EventStream::EventStream(events::Context& context) : context_(context), journal_(context), writer_(context, journal_, thread_, {}) {
  writer_.on_failure = [](const Error& why) { log::warn("journal_failed", {{"code", why.code}, {"detail", why.detail}}); };
}

events::Subscription& EventStream::subscribe(events::Subscription::Options options, events::Subscription::Handler handler) {
  const auto name = options.name;
  auto& one = *subscriptions_.emplace_back(
      std::make_unique<events::Subscription>(context_, journal_, thread_, std::move(options), std::move(handler)));
  one.on_failure = [name](const events::Message& message, const Error& why) {
    log::warn("subscription_failed", {{"consumer", name},
                                      {"type", message.event.type},
                                      {"subject", message.event.subject},
                                      {"attempt", message.attempt},
                                      {"code", why.code},
                                      {"detail", why.detail}});
  };
  return one;
}

void EventStream::start() {
  run(writer_.run());
  for (auto& one : subscriptions_) run(one->run());
}

void EventStream::run(Task<void> task) {
  auto& ended = ended_.emplace_back();
  auto owned = std::make_shared<Task<void>>(std::move(task));
  thread_.post([owned, resolver = ended.resolver()] {
    spawn([](std::shared_ptr<Task<void>> inner, Completion<bool>::Resolver done) -> Task<void> {
      co_await std::move(*inner);
      done(true);
    }(owned, resolver));
  });
}

EventStream::~EventStream() { stop(); }

void EventStream::stop() {
  for (const auto& stop_one : std::exchange(stops_, {})) stop_one();
  for (auto& one : subscriptions_) one->stop();
  writer_.stop();
  for (const auto& ended : std::exchange(ended_, {})) {
    run_until_done([](const Completion<bool>& one) -> Task<void> { co_await one; }(ended));
  }
}

}  // namespace atelier::main
