// One client: reads requests, asks the router, writes answers, one after another. A coroutine on the connection's loop; it owns the
// connection, which is gone when serve() ends.
//
// The quick way: a whole head lies in the buffer, the route has a hot answer: it is written behind what waits for the socket and the next
// request is looked at; when none is left, one send takes it all. The slow way (bodies, handlers, streams) waits.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <coroutine>
#include <string>

#include "base/task.h"
#include "http/internal/answer_writer.h"
#include "http/internal/cipher_buffer.h"
#include "http/internal/loop.h"
#include "http/internal/request_parser.h"
#include "http/internal/spool.h"

namespace atelier::http::internal {

class Connection {
 public:
  Connection(Loop& loop, boost::asio::ip::tcp::socket socket, std::string peer, bool tls);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Serves until the end and frees the connection.
  static base::Detached run(std::unique_ptr<Connection> connection);

  // The loop's sweep: ends waits that are overdue.
  void check_deadline(std::int64_t now_ms);
  // Ends the connection where it waits for a request; else it ends after the answer it works at.
  void close_when_idle();
  void cut();

  Connection* next = nullptr;  // the loop's list
  Connection* previous = nullptr;

 private:
  enum class Step { more, answered, slow, close };
  enum class Waiting { nothing, first_byte, idle, head, body, write, linger };
  static constexpr std::ptrdiff_t kEnd = 0, kBlockedRead = -1, kBlockedWrite = -2, kBroken = -3;

  Task<void> serve();
  Task<bool> shake_hands();
  Step take_request();
  Step answer_hot(const std::shared_ptr<const RenderedAnswer>& answer);
  void fill_request();
  Step refuse(const Refusal& why);
  void finish_request();
  AnswerContext context(std::string_view trace_id) const;

  // The slow way, in connection_slow.cpp. False: the connection ends.
  Task<bool> answer_slowly();
  Task<Response> decide();
  Task<std::optional<Response>> receive_body(std::size_t limit, BodySink& sink);
  Task<Response> decide_with_body(std::size_t limit);
  Response refuse_body(Response why);
  Task<bool> write(const Response& response);
  Task<bool> write_stream(const Response& response, bool chunked);
  Task<void> linger();
  void count(int status, bool hot, std::size_t bytes);

  // Bytes, in connection_io.cpp. receive/transmit never wait: kBlocked… says what to wait for.
  std::ptrdiff_t receive(char* to, std::size_t size);
  std::ptrdiff_t transmit(std::string_view bytes, std::string_view tail);
  std::ptrdiff_t tls_result(int result);
  bool send_now();                 // true: all of it is on its way
  Task<bool> send_rest();          // false: the client is gone or takes nothing
  Task<std::ptrdiff_t> read_some(char* to, std::size_t size);  // waits; kEnd or kBroken end it
  bool make_room();
  void begin_wait(Waiting what, Milliseconds at_most);
  void begin_wait_until(Waiting what, std::int64_t deadline_ms);

  std::string_view unread() const { return {input_.data() + begin_, end_ - begin_}; }

  struct WaitFor;  // awaits readable or writable: true, or false where it was cut short
  struct Receive;  // awaits bytes into the input buffer (plain connections): how many, kEnd or kBroken

  Loop& loop_;
  Shared& shared_;
  boost::asio::ip::tcp::socket socket_;
  CipherBuffer cipher_;  // outlives tls_, which reads from it
  TlsSession tls_;
  std::string peer_;

  std::string ahead_;  // what came behind a body: the next requests
  std::ptrdiff_t blocked_by_ = 0;
  std::string input_;  // bytes from begin_ to end_ are not used up yet
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  RequestParser parser_;
  Request request_;
  Router::Match match_;
  Output output_;

  Waiting waiting_ = Waiting::nothing;
  std::int64_t deadline_ms_ = 0;
  bool expired_ = false;  // the deadline passed; the wait was cut short
  bool cut_ = false;
  bool lingering_ = false;  // bytes are read past, not decrypted
  bool gone_ = false;     // nobody is there to answer
  bool keep_ = true;      // after this answer
  bool served_ = false;   // at least one request
  bool body_left_ = false;  // the client may still be sending what we shall not read
  std::uint64_t began_ns_ = 0;
};

}  // namespace atelier::http::internal
