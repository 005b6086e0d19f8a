#include "http/internal/client_connection.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cerrno>

namespace atelier::http::internal {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
constexpr std::ptrdiff_t kEnd = 0, kBlockedRead = -1, kBlockedWrite = -2, kBroken = -3;
constexpr std::size_t kMaxBody = 8 * 1024 * 1024;  // services answer in kilobytes; the promise of client.h
constexpr std::uint32_t kMaxHead = 32 * 1024;

std::unexpected<Error> unavailable(std::string code, std::string detail) {
  return fail(ErrorKind::unavailable, std::move(code), std::move(detail));
}

// Awaits an asio operation that ends with (error, value).
template <class Value, class Start>
struct Operation {
  Start start;
  boost::system::error_code error = {};
  Value value = {};
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> waiter) {
    start([this, waiter](const boost::system::error_code& ended, Value got) {
      error = ended;
      value = std::move(got);
      waiter.resume();
    });
  }
  Operation& await_resume() { return *this; }
};
template <class Value, class Start>
Operation<Value, Start> operation(Start start) {
  return {std::move(start)};
}

}  // namespace

struct ClientConnection::WaitFor {
  ClientConnection& connection;
  bool readable;
  bool ready = false;
  bool await_ready() const { return connection.cut_; }
  void await_suspend(std::coroutine_handle<> waiter) {
    connection.socket_.async_wait(readable ? asio::socket_base::wait_read : asio::socket_base::wait_write,
                                  [this, waiter](const boost::system::error_code& error) {
                                    ready = !error;
                                    waiter.resume();
                                  });
  }
  bool await_resume() const { return ready && !connection.cut_; }
};

// A name service that hangs cannot be called back: the waiter goes on without it, and what it says later is dropped.
struct ClientConnection::Resolving {
  asio::ip::tcp::resolver::results_type endpoints;
  boost::system::error_code error = asio::error::operation_aborted;
  std::coroutine_handle<> waiter;

  void go_on() {
    if (waiter) std::exchange(waiter, nullptr).resume();
  }
};

void ClientConnection::cut() {
  cut_ = true;
  boost::system::error_code ignored;
  if (resolving_) asio::post(socket_.get_executor(), [held = resolving_] { held->go_on(); });
  socket_.cancel(ignored);
}

Task<Result<void>> ClientConnection::open(const Origin& origin, const std::function<bool(const std::string&)>& may_connect) {
  resolving_ = std::make_shared<Resolving>();
  struct Resolve {
    ClientConnection& connection;
    const Origin& origin;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
      auto& resolving = connection.resolving_;
      resolving->waiter = waiter;
      connection.resolver_.async_resolve(origin.host, origin.port,
                                         [resolving](const boost::system::error_code& error, auto endpoints) {
                                           resolving->error = error;
                                           resolving->endpoints = std::move(endpoints);
                                           resolving->go_on();
                                         });
    }
    void await_resume() const {}
  };
  co_await Resolve{*this, origin};
  const auto resolved = std::exchange(resolving_, nullptr);
  if (resolved->error || cut_) co_return unavailable("resolve_failed", origin.key() + ": " + resolved->error.message());
  std::vector<asio::ip::tcp::endpoint> endpoints;
  for (const auto& one : resolved->endpoints) {
    if (!may_connect || may_connect(one.endpoint().address().to_string())) endpoints.push_back(one.endpoint());
  }
  if (endpoints.empty()) co_return unavailable("address_refused", origin.key() + ": its address is none that we call");
  auto connect = operation<asio::ip::tcp::endpoint>(
      [&](auto done) { asio::async_connect(socket_, endpoints, std::move(done)); });
  co_await connect;
  if (connect.error || cut_) co_return unavailable("connect_failed", origin.key() + ": " + connect.error.message());
  boost::system::error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  if (origin.tls) {
    const bool good = co_await shake_hands(origin.host);
    if (!good) {
      const auto verified = tls_ ? SSL_get_verify_result(tls_.get()) : X509_V_OK;
      co_return unavailable("tls_failed", origin.key() + ": " +
                                              (verified == X509_V_OK ? "no agreement" : X509_verify_cert_error_string(verified)));
    }
  }
  co_return Result<void>{};
}

Task<bool> ClientConnection::shake_hands(const std::string& host) {
  tls_.reset(SSL_new(tls_context_));
  if (!tls_) co_return false;
  // An address is proved by the certificate's addresses, a name by its names; SNI is for names only (RFC 6066 §3).
  if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls_.get()), host.c_str()) != 1) {
    ERR_clear_error();
    SSL_set_tlsext_host_name(tls_.get(), host.c_str());
    SSL_set1_host(tls_.get(), host.c_str());
  }
  SSL_set_fd(tls_.get(), socket_.native_handle());
  while (true) {
    ERR_clear_error();
    const auto result = result_of(SSL_connect(tls_.get()));
    if (result > 0) co_return true;
    if (result == kEnd || result == kBroken) co_return false;
    const bool ready = co_await WaitFor{*this, result == kBlockedRead};
    if (!ready) co_return false;
  }
}

std::ptrdiff_t ClientConnection::result_of(int result) {
  if (result > 0) return result;
  switch (SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ: return kBlockedRead;
    case SSL_ERROR_WANT_WRITE: return kBlockedWrite;
    case SSL_ERROR_ZERO_RETURN: return kEnd;
    default: ERR_clear_error(); return kBroken;
  }
}

Task<bool> ClientConnection::send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    std::ptrdiff_t sent = 0;
    if (cut_) co_return false;
    if (tls_) {
      std::size_t taken = 0;
      const int result = SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &taken);
      sent = result > 0 ? static_cast<std::ptrdiff_t>(taken) : result_of(result);
    } else {
      sent = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0) sent = errno == EAGAIN || errno == EINTR ? kBlockedWrite : kBroken;
    }
    if (sent > 0) {
      sent_ = true;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (sent == kBroken || sent == kEnd) co_return false;
    const bool ready = co_await WaitFor{*this, sent == kBlockedRead};
    if (!ready) co_return false;
  }
  co_return true;
}

Task<std::ptrdiff_t> ClientConnection::read_some(char* to, std::size_t size) {
  while (true) {
    std::ptrdiff_t got = 0;
    if (tls_) {
      std::size_t taken = 0;
      const int result = SSL_read_ex(tls_.get(), to, size, &taken);
      got = result > 0 ? static_cast<std::ptrdiff_t>(taken) : result_of(result);
    } else {
      got = ::recv(socket_.native_handle(), to, size, 0);
      if (got < 0) got = errno == EAGAIN || errno == EINTR ? kBlockedRead : kBroken;
    }
    if (got >= 0 || got == kBroken) co_return got;
    const bool ready = co_await WaitFor{*this, got == kBlockedRead};
    if (!ready) co_return kBroken;
  }
}

bool ClientConnection::still_good() {
  char byte = 0;
  const auto got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  // Over TLS a session ticket may lie there unread; over plain TCP anything unread is an answer nobody asked for.
  return (got < 0 && errno == EAGAIN) || (got > 0 && tls_ != nullptr);
}

Task<Result<ClientResponse>> ClientConnection::exchange(const std::string& bytes, bool head_only) {
  const auto lost = [this](std::string why) {
    return fail(sent_ ? ErrorKind::unknown : ErrorKind::unavailable, sent_ ? "answer_lost" : "not_sent", std::move(why));
  };
  sent_ = heard_ = reusable_ = false;
  const bool said = co_await send_all(bytes);
  // A service may answer before it took all (413) and close: what it says is heard.
  if (!said && (!sent_ || cut_)) co_return lost(cut_ ? "the time was over" : "the connection broke");

  using Parser = beast::http::response_parser<beast::http::string_body>;
  std::optional<Parser> parser;
  const auto begin = [&] {
    parser.emplace();
    parser->body_limit(kMaxBody);
    parser->header_limit(kMaxHead);
    parser->skip(head_only);
    parser->eager(true);
  };
  begin();
  std::string buffer(16 * 1024, '\0');
  std::size_t held = 0;
  while (!parser->is_done()) {
    if (held == buffer.size()) buffer.resize(buffer.size() * 2);  // bounded by the parser's bounds
    const auto got = co_await read_some(buffer.data() + held, buffer.size() - held);
    if (got == kBroken) co_return lost(cut_ ? "the time was over" : "the connection broke");
    boost::system::error_code error;
    if (got == kEnd) {
      if (parser->got_some()) parser->put_eof(error);
      if (error || !parser->is_done()) co_return lost("the connection ended before the answer did");
      break;
    }
    heard_ = true;
    held += static_cast<std::size_t>(got);
    // Beast 1.81 asserts that it is not handed less than "0 CR LF CR LF" of a last chunk twice.
    while (!parser->is_done() && held >= (parser->is_header_done() && parser->chunked() ? 5u : 1u)) {
      const auto used = parser->put(asio::const_buffer(buffer.data(), held), error);
      held -= used;
      std::memmove(buffer.data(), buffer.data() + used, held);
      if (error == beast::http::error::need_more) break;
      if (error) co_return lost("the answer is no HTTP within our bounds: " + error.message());
      if (parser->is_done() && parser->get().result_int() / 100 == 1) begin();  // 100, 103: the answer follows
      if (used == 0) break;
    }
  }
  reusable_ = said && parser->keep_alive() && held == 0;
  ClientResponse response;
  auto& message = parser->get();
  response.status = static_cast<int>(message.result_int());
  for (const auto& field : message) response.headers.emplace_back(field.name_string(), field.value());
  response.body = std::move(message.body());
  co_return response;
}

}  // namespace atelier::http::internal
