// Bytes of a connection: plain by recv and sendmsg, TLS by OpenSSL on the socket; both never block, waits are the loop's.
#include <openssl/err.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <boost/asio/buffer.hpp>
#include <cerrno>

#include "http/internal/connection_waits.h"

namespace atelier::http::internal {

std::ptrdiff_t Connection::tls_result(int result) {
  if (result > 0) return result;
  switch (SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ: return kBlockedRead;
    case SSL_ERROR_WANT_WRITE: return kBlockedWrite;
    case SSL_ERROR_ZERO_RETURN: return kEnd;
    default: ERR_clear_error(); return kBroken;
  }
}

std::ptrdiff_t Connection::receive(char* to, std::size_t size) {
  if (tls_) {
    std::size_t got = 0;
    const int result = SSL_read_ex(tls_.get(), to, size, &got);
    return result > 0 ? static_cast<std::ptrdiff_t>(got) : tls_result(result);
  }
  const auto got = ::recv(socket_.native_handle(), to, size, 0);
  if (got >= 0) return got;
  return errno == EAGAIN || errno == EINTR ? kBlockedRead : kBroken;
}

std::ptrdiff_t Connection::transmit(std::string_view bytes, std::string_view tail) {
  if (tls_) {
    const auto piece = bytes.empty() ? tail : bytes;
    std::size_t sent = 0;
    const int result = SSL_write_ex(tls_.get(), piece.data(), piece.size(), &sent);
    return result > 0 ? static_cast<std::ptrdiff_t>(sent) : tls_result(result);
  }
  ssize_t sent = 0;
  if (tail.empty()) {
    sent = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  } else {
    iovec pieces[2] = {{const_cast<char*>(bytes.data()), bytes.size()}, {const_cast<char*>(tail.data()), tail.size()}};
    msghdr message{};
    message.msg_iov = pieces;
    message.msg_iovlen = 2;
    sent = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL);
  }
  if (sent >= 0) return sent;
  return errno == EAGAIN || errno == EINTR ? kBlockedWrite : kBroken;
}

// Sends without waiting: true, all of it is on its way; else what stopped it stands in `blocked_by_`.
bool Connection::send_now() {
  while (output_.waiting() > 0) {
    const auto from_bytes = std::min(output_.sent, output_.bytes.size());
    const auto sent = transmit(std::string_view(output_.bytes).substr(from_bytes),
                               output_.tail.substr(output_.sent - from_bytes));
    if (sent <= 0) {
      blocked_by_ = sent;
      return false;
    }
    output_.sent += static_cast<std::size_t>(sent);
  }
  output_.clear();
  return true;
}

Task<bool> Connection::send_rest() {
  std::size_t sent_before = output_.sent;
  begin_wait(Waiting::write, shared_.options.limits.stalled_write);
  while (!send_now()) {
    if (blocked_by_ != kBlockedRead && blocked_by_ != kBlockedWrite) co_return false;
    if (output_.sent != sent_before) begin_wait(Waiting::write, shared_.options.limits.stalled_write);
    sent_before = output_.sent;
    const bool ready = co_await WaitFor{*this, blocked_by_ == kBlockedRead};
    if (!ready) co_return false;
  }
  waiting_ = Waiting::nothing;
  co_return true;
}

Task<std::ptrdiff_t> Connection::read_some(char* to, std::size_t size) {
  while (true) {
    const auto got = receive(to, size);
    if (got >= 0 || got == kBroken) co_return got;
    const bool ready = co_await WaitFor{*this, got == kBlockedRead};
    if (!ready) co_return kBroken;
  }
}

Task<bool> Connection::shake_hands() {
  begin_wait(Waiting::first_byte, shared_.options.limits.first_byte);
  while (true) {
    ERR_clear_error();
    const auto result = tls_result(SSL_accept(tls_.get()));
    if (result > 0) co_return true;
    if (result == kEnd || result == kBroken) co_return false;
    const bool ready = co_await WaitFor{*this, result == kBlockedRead};
    if (!ready) co_return false;
  }
}

}  // namespace atelier::http::internal
