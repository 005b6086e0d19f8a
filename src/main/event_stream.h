// The journal of events and the named consumers that the program itself runs, on a thread of their own.
//
//   stream.subscribe({.name = "mail", .types = {"order."}}, handler);   // before start()
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/thread_executor.h"
#include "events/journal_writer.h"
#include "events/subscription.h"

namespace atelier::main {

class EventStream {
 public:
  explicit EventStream(events::Context& context);
  ~EventStream();
  // After the handlers in flight have answered; what they refer to must still be there. Again: does nothing.
  void stop();

  events::Journal& journal() { return journal_; }
  events::JournalWriter& writer() { return writer_; }
  Executor& executor() { return thread_; }

  events::Subscription& subscribe(events::Subscription::Options options, events::Subscription::Handler handler);
  void start();
  // Something with run() and stop() of its own on executor(); stopped with the rest.
  template <class Part>
  void run_beside(Part& part) {
    stops_.push_back([&part] { part.stop(); });
    run(part.run());
  }

 private:
  void run(Task<void> task);

  events::Context& context_;
  events::Journal journal_;
  ThreadExecutor thread_;
  events::JournalWriter writer_;
  std::vector<std::unique_ptr<events::Subscription>> subscriptions_;
  std::vector<std::function<void()>> stops_;
  std::vector<Completion<bool>> ended_;
};

}  // namespace atelier::main
