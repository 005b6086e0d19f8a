// Calls to outside services: JSON and forms over HTTP/1.1 and TLS, with a timeout on every call.
//
// Outcomes: a Response whatever its status, or an Error whose kind says what is known:
//   unavailable  nothing was sent (no connection, no TLS, a full queue): safe to try again or elsewhere
//   unknown      it was sent and the answer was lost (timeout, reset): ask again under the same idempotency key
//   invalid      the URL or a header is none
// Connections are kept and bounded per host; waiting calls are bounded (exhausted). A GET that meets a kept connection which the other
// side has just closed is sent again on a fresh one; nothing else is repeated here.
// TLS: the certificate must be valid for the host's name.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "http/message.h"

namespace atelier::http {

struct ClientRequest {
  Method method = Method::get;
  std::string url;  // "http://127.0.0.1:7002/v1/checkout/sessions", "https://…"
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Milliseconds timeout{10'000};
  std::optional<Trace> trace = std::nullopt;  // of the request this call serves: sent as traceparent with a span of its own
};

// Redirects are not followed: a service that moves is a configuration to mend.
struct ClientResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // at most 8 MiB
  std::string_view header(std::string_view name) const;
};

class Client {
 public:
  virtual ~Client() = default;
  virtual Task<Result<ClientResponse>> send(ClientRequest request) = 0;
};

// A client with a thread of its own; answers come on the caller's executor.
struct ClientOptions {
  std::size_t connections_per_host = 64;
  std::size_t waiting_calls = 4096;  // more are refused at once: exhausted
  std::string ca_file;               // empty: the system's
  // Which addresses may be connected to ("203.0.113.9", "2001:db8::1"); empty: any. Asked for each that a name means, as it is
  // connected to. Where none is left: unavailable "address_refused". For URLs that others give us.
  std::function<bool(const std::string&)> may_connect;
};
// CHECKs that ca_file can be read. The destructor ends open calls (unavailable or unknown) and joins.
std::unique_ptr<Client> make_client(ClientOptions options);

}  // namespace atelier::http
