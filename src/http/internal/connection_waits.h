// What a connection's coroutine waits for. At most one wait at a time; socket_.cancel() cuts it short.
//
// Reads are Asio's receive instead of a wait and a recv of ours: after a short read it re-arms nothing (one system call less a request), and
// what is ready at once still goes through the loop's queue, so a busy connection does not keep the others waiting. Over TLS the bytes
// go to the cipher buffer, from which OpenSSL reads.
#pragma once

#include <boost/asio/buffer.hpp>

#include "http/internal/connection.h"

namespace atelier::http::internal {

struct Connection::WaitFor {
  Connection& connection;
  bool readable;
  bool ready = false;

  bool await_ready() const { return connection.expired_ || connection.cut_; }
  void await_suspend(std::coroutine_handle<> waiter) {
    if (readable && connection.tls_ && !connection.lingering_) return receive_cipher(waiter);
    const auto what = readable ? boost::asio::ip::tcp::socket::wait_read : boost::asio::ip::tcp::socket::wait_write;
    connection.socket_.async_wait(what, [this, waiter](const boost::system::error_code& error) {
      ready = !error;
      waiter.resume();
    });
  }
  bool await_resume() const { return ready && !connection.expired_ && !connection.cut_; }

 private:
  void receive_cipher(std::coroutine_handle<> waiter) {
    auto& cipher = connection.cipher_;
    cipher.make_room();
    connection.socket_.async_receive(boost::asio::buffer(cipher.bytes.data() + cipher.end, cipher.bytes.size() - cipher.end),
                                     [this, waiter](const boost::system::error_code& error, std::size_t size) {
                                       connection.cipher_.end += size;
                                       connection.cipher_.ended = error == boost::asio::error::eof;
                                       ready = !error || connection.cipher_.ended;
                                       waiter.resume();
                                     });
  }
};

struct Connection::Receive {
  Connection& connection;
  std::ptrdiff_t got = kBroken;

  bool await_ready() const { return connection.expired_ || connection.cut_; }
  void await_suspend(std::coroutine_handle<> waiter) {
    connection.socket_.async_receive(
        boost::asio::buffer(connection.input_.data() + connection.end_, connection.input_.size() - connection.end_),
        [this, waiter](const boost::system::error_code& error, std::size_t size) {
          got = error == boost::asio::error::eof ? kEnd : error ? kBroken : static_cast<std::ptrdiff_t>(size);
          waiter.resume();
        });
  }
  std::ptrdiff_t await_resume() const { return connection.expired_ || connection.cut_ ? kBroken : got; }
};

}  // namespace atelier::http::internal
