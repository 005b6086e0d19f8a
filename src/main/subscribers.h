// Events out: what subscribers need of the program, made of its configuration.
#pragma once

#include <memory>

#include "integration/subscribers/subscribers.h"
#include "main/config/config.h"
#include "main/event_stream.h"

namespace atelier::main {

class SubscribersOutside {
 public:
  SubscribersOutside(std::unique_ptr<http::Client> client, std::unique_ptr<integration::Subscribers> all)
      : client_(std::move(client)), all_(std::move(all)) {}
  integration::Subscribers& all() { return *all_; }

 private:
  std::unique_ptr<http::Client> client_;  // of their own: a subscriber that hangs takes no connection from a provider
  std::unique_ptr<integration::Subscribers> all_;
};

// Reads or makes the key below store.data, and tells the stream of changes that become events. Before the stream starts; run all() beside it.
Result<std::unique_ptr<SubscribersOutside>> open_subscribers(const config::Config& config, events::Context& context, EventStream& stream);

}  // namespace atelier::main
