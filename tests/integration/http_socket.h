// A client that says exactly the bytes a test wants said, and reads answers with a parser that shares no code with the server.
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/router.h"
#include "http/server.h"
#include "observability/metrics.h"

namespace atelier::http::wire {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string header(const std::string& name) const;
};

class Socket {
 public:
  explicit Socket(std::uint16_t port, std::chrono::milliseconds patience = std::chrono::seconds(5));
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool handshake(int max_version = 0);  // TLS without verification
  std::string tls_version() const;
  bool say(std::string_view bytes);
  void finish();  // no more from us: half-closed
  // The next whole answer; nullopt: the connection ended or patience did. `to_head`: it has no body.
  std::optional<Answer> hear(bool to_head = false);
  // Whether the server ends the connection within our patience (what it says before is read past).
  bool ends();
  std::string raw_rest();  // everything until the end

 private:
  bool fill();
  int socket_ = -1;
  SSL* ssl_ = nullptr;
  std::string buffer_;
};

// A running server on a free port, with its own meters.
struct Served {
  explicit Served(const Router& router, ServerOptions options = {});
  metrics::Registry registry;
  std::unique_ptr<Server> server;
  std::uint16_t port = 0;
};

std::string get(std::string_view target, std::string_view headers = {});

// A self-signed certificate for 127.0.0.1 and localhost, made once a process.
const TlsOptions& test_certificate();

}  // namespace atelier::http::wire
