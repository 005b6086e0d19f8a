// The HTTP edge: one event loop per core, each with its own acceptors (SO_REUSEPORT), HTTP/1.1 over plain TCP and TLS.
//
//   auto server = http::Server::start({.listeners = {{.port = 8080}}}, router);   // listens and serves at once
//   …
//   (*server)->stop();                                                            // graceful, see below
//
// Each loop is an atelier::Executor: a handler's coroutine begins and resumes on the loop of its connection. Hot answers are
// written from their buffers without a copy of the body where it is large, and without a wait where the socket takes it.
// Every request gets exactly one answer; what a client does wrong is a problem+json (limits.h says which bounds there are) and the end
// of its connection. Every answer carries X-Correlation-Id (its trace), Date and the security headers.
//
// Failure to listen (port taken, certificate unreadable) is an Error{unavailable or invalid} that names what and where.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/executor.h"
#include "base/result.h"
#include "http/limits.h"
#include "http/router.h"

namespace atelier::metrics {
class Registry;
}

namespace atelier::http {

struct Listener {
  std::string address = "127.0.0.1";  // "0.0.0.0", "::" for all
  std::uint16_t port = 0;             // 0: any free one (Server::port tells)
  bool tls = false;
};

// TLS 1.3, and 1.2 with forward secrecy and AEAD only: tills of 2018, couriers' and ERPs' older clients speak no 1.3 (docs/decisions).
struct TlsOptions {
  std::string certificate_file;  // PEM, the chain with the leaf first
  std::string key_file;          // PEM
};

struct ServerOptions {
  std::vector<Listener> listeners;
  std::optional<TlsOptions> tls;  // needed where a listener is tls
  std::size_t loops = 0;          // 0: one per core
  // Each loop stays on a core of its own. On a busy machine the scheduler may otherwise put two loops on one core for seconds; other threads
  // move out of the way by themselves. Cores are taken from the first on; without effect where there are more loops than cores.
  bool pin_loops = false;
  ServerLimits limits;
  std::string spool_folder = "/tmp";  // bodies of upload routes
  // Of routes and answers that bring no policy of their own: an API loads and frames nothing.
  std::string content_security_policy = "default-src 'none'; frame-ancestors 'none'";
  // Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, by address.
  std::vector<std::string> trusted_proxies;
  // Hot answers in the access log: one in so many; 0: none (at 100,000/s a log would be most of the work). All others are logged.
  std::uint32_t log_hot_one_in = 0;
  metrics::Registry* registry = nullptr;  // nullptr: the process's own
};

class Server {
 public:
  // `router` must outlive the server and not change. SIGPIPE is ignored from then on (a client that went away is no reason to stop).
  static Result<std::unique_ptr<Server>> start(ServerOptions options, const Router& router);
  virtual ~Server() = default;  // stops

  virtual std::uint16_t port(std::size_t listener = 0) const = 0;
  virtual std::size_t loop_count() const = 0;
  virtual Executor& loop(std::size_t index) = 0;

  // Stops accepting, answers what it accepted (with Connection: close), at most limits.shutdown_grace long, then cuts the rest and
  // returns. True: nothing was cut. Again: does nothing. Not from a loop's thread.
  // A handler that was cut never goes on; what it waits for (store, client) must have answered or be gone before the server is
  // destroyed, as it would be answered on a loop of the server.
  virtual bool stop() = 0;
};

}  // namespace atelier::http
