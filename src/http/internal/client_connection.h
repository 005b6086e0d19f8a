// One connection of the client: opened, used for one exchange after another, kept while it is good. Everything on the client's thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <string>

#include "base/task.h"
#include "http/client.h"
#include "http/internal/tls.h"

namespace atelier::http::internal {

// Where a URL points.
struct Origin {
  bool tls = false;
  std::string host;  // without brackets
  std::string port;
  std::string key() const { return (tls ? "https://" : "http://") + host + ':' + port; }
};

class ClientConnection {
 public:
  using Deadline = std::chrono::steady_clock::time_point;
  ClientConnection(boost::asio::io_context& context, SSL_CTX* tls) : socket_(context), resolver_(context), tls_context_(tls) {}

  // Resolves, connects to an address that may be connected to (empty: any), shakes hands. Error{unavailable}.
  Task<Result<void>> open(const Origin& origin, const std::function<bool(const std::string&)>& may_connect);
  // Sends and hears one answer. `sent()` tells whether any byte went out.
  Task<Result<ClientResponse>> exchange(const std::string& bytes, bool head_only);

  // Any wait ends now; for a deadline or the end of the client.
  void cut();
  bool sent() const { return sent_; }
  bool heard() const { return heard_; }
  // After an exchange: may serve another.
  bool reusable() const { return reusable_; }
  // A kept connection that the other side has not closed and says nothing on.
  bool still_good();

 private:
  struct WaitFor;
  struct Resolving;
  Task<bool> shake_hands(const std::string& host);
  Task<bool> send_all(std::string_view bytes);
  Task<std::ptrdiff_t> read_some(char* to, std::size_t size);
  std::ptrdiff_t result_of(int result);

  boost::asio::ip::tcp::socket socket_;
  boost::asio::ip::tcp::resolver resolver_;
  std::shared_ptr<Resolving> resolving_;
  SSL_CTX* tls_context_;
  TlsSession tls_;
  bool cut_ = false;
  bool sent_ = false;
  bool heard_ = false;
  bool reusable_ = false;
};

}  // namespace atelier::http::internal
