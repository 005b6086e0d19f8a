// The journal of events and the named consumers that the program itself runs, on a thread of their own.
//
//   stream.subscribe({.name = "mail", .types = {"order."}}, handler);   // before start()
#pragma once

#include <memory>
#include <vector>

#include "base/thread_executor.h"
#include "events/journal_writer.h"
#include "events/subscription.h"

namespace atelier::main {

class EventStream {
 public:
  explicit EventStream(events::Context& context);
  // Stops, after the handlers in flight have answered; what handlers refer to must still be there.
  ~EventStream();

  events::Journal& journal() { return journal_; }
  events::JournalWriter& writer() { return writer_; }
  Executor& executor() { return thread_; }

  events::Subscription& subscribe(events::Subscription::Options options, events::Subscription::Handler handler);
  void start();

 private:
  void run(Task<void> task);

  events::Context& context_;
  events::Journal journal_;
  ThreadExecutor thread_;
  events::JournalWriter writer_;
  std::vector<std::unique_ptr<events::Subscription>> subscriptions_;
  std::vector<Completion<bool>> ended_;
};

}  // namespace atelier::main
