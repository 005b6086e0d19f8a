// The outside of a payment provider, small and with a memory: real HTTP on a loopback port, the provider's own paths and objects, its rules for
// keys that are sent twice, and faults to order. Each provider's own part is a class beside this one.
//
// Not a mock of calls: the suite speaks to it through the adapter, and its answers are held against the provider's specification in
// gateway_specifications_test.py.
#pragma once

#include <boost/json.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/task.h"
#include "http/form.h"
#include "http/server.h"

namespace atelier::payment::conformance {

struct Call {
  http::Method method = http::Method::get;
  std::string path;
  std::string query;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  const std::string& header(const std::string& name) const;
};

struct Answer {
  int status = 200;
  std::string body;
};
Answer answer(int status, const boost::json::value& body);

// What a provider sends to /webhooks/{provider}.
struct Message {
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class ProviderFake {
 public:
  // `key_header`: the name of the provider's header for idempotency keys, in lower case.
  explicit ProviderFake(std::string key_header, std::string port_variable);
  virtual ~ProviderFake();

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  // The path and everything it is asked for, in order.
  std::vector<Call> calls() const;

  // The next call whose path contains `part` is answered like this and nothing is done.
  void refuse_next(std::string part, Answer with);
  // The next call whose path contains `part` is done, and its answer stays away until release().
  void lose_next_answer(std::string part);
  void release();

 protected:
  // Under the lock; a call whose key was seen before does not come here.
  virtual Answer handle(const Call& call) = 0;
  // What the provider says to a key that came with another body before.
  virtual Answer key_misused() = 0;

  mutable std::mutex mutex_;
  int number_ = 0;  // of the next object's id

  void stop();  // in the destructor of the class that handles

 private:
  Task<http::Response> serve(http::Request& request);
  std::optional<Answer> ordered_refusal(const Call& call);
  Answer once(const Call& call);

  struct Kept {
    std::string path_and_body;
    Answer answer;
  };
  const std::string key_header_;
  std::vector<Call> calls_;
  std::map<std::string, Kept> kept_;
  std::optional<std::pair<std::string, Answer>> refusal_;
  std::optional<std::string> lost_;
  std::vector<Completion<bool>::Resolver> held_;
  http::Router router_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace atelier::payment::conformance
