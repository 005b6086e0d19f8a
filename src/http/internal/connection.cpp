// The quick way: requests whose answers are rendered, and the order of things for all.
#include "http/internal/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <cstring>

#include "base/check.h"
#include "http/internal/connection_waits.h"
#include "http/problem.h"
#include "http/trace.h"
#include "http/uri.h"
#include "observability/log.h"

namespace atelier::http::internal {
namespace {

constexpr std::size_t kFirstInput = 4 * 1024;  // holds a usual head; what an idle connection costs
constexpr std::size_t kSendAt = 64 * 1024;     // answers of pipelined requests go out at this size

std::uint64_t now_ns() {
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
}

}  // namespace

Connection::Connection(Loop& loop, boost::asio::ip::tcp::socket socket, std::string peer, bool tls)
    : loop_(loop),
      shared_(loop.shared()),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      parser_(shared_.options.limits) {
  input_.resize(kFirstInput);
  boost::system::error_code ignored;
  socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  if (tls) {
    tls_.reset(SSL_new(shared_.tls.get()));
    CHECK(tls_ != nullptr, "OpenSSL has memory");
    cipher_.socket = socket_.native_handle();
    BIO* bio = make_bio(cipher_);
    SSL_set_bio(tls_.get(), bio, bio);
  }
  shared_.connections.fetch_add(1, std::memory_order_relaxed);
  loop_.add(*this);
}

Connection::~Connection() {
  if (tls_ && !cut_) SSL_shutdown(tls_.get());  // says goodbye; the answer is not waited for
  shared_.connections.fetch_sub(1, std::memory_order_relaxed);
  loop_.remove(*this);
}

base::Detached Connection::run(std::unique_ptr<Connection> connection) { co_await connection->serve(); }

void Connection::begin_wait_until(Waiting what, std::int64_t deadline_ms) {
  waiting_ = what;
  deadline_ms_ = deadline_ms;
}
void Connection::begin_wait(Waiting what, Milliseconds at_most) { begin_wait_until(what, Loop::now_ms() + at_most.count()); }

void Connection::check_deadline(std::int64_t now_ms) {
  if (waiting_ == Waiting::nothing || expired_ || now_ms < deadline_ms_) return;
  expired_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Connection::close_when_idle() {
  if (waiting_ == Waiting::idle) {
    cut();
  } else if (waiting_ == Waiting::first_byte) {
    deadline_ms_ = std::min(deadline_ms_, Loop::now_ms() + 500);  // a request may be on its way still
  }
}

void Connection::cut() {
  cut_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

// Room at the end of the input buffer; false: it has all the bytes it may have.
bool Connection::make_room() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ < input_.size()) return true;
  if (begin_ > 0) {
    std::memmove(input_.data(), input_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    return true;
  }
  if (input_.size() >= shared_.options.limits.read_ahead_bytes) return false;
  input_.resize(std::min(input_.size() * 4, shared_.options.limits.read_ahead_bytes));
  return true;
}

Task<void> Connection::serve() {
  const auto& limits = shared_.options.limits;
  if (tls_) {
    const bool good = co_await shake_hands();
    if (!good) co_return;
  }
  if (!tls_) begin_wait(Waiting::first_byte, limits.first_byte);  // over TLS the handshake began it
  while (true) {
    Step step = take_request();
    if (step == Step::slow) {
      const bool goes_on = co_await answer_slowly();
      if (gone_) co_return;
      step = goes_on ? Step::answered : Step::close;
    }
    if (step == Step::answered && output_.waiting() < kSendAt && output_.tail.empty()) continue;
    if (output_.waiting() > 0 && !send_now()) {
      const bool sent = co_await send_rest();
      if (!sent) co_return;
    }
    if (step == Step::close) {
      if (body_left_ || begin_ != end_) co_await linger();
      co_return;
    }
    if (step == Step::answered) continue;

    // More bytes are needed.
    if (begin_ == end_ && served_) {
      if (loop_.stopping()) co_return;
      if (waiting_ != Waiting::idle) begin_wait(Waiting::idle, limits.idle);
    } else if (begin_ != end_ && waiting_ != Waiting::head) {
      begin_wait(Waiting::head, limits.whole_head);
    }
    if (!make_room()) co_return;
    std::ptrdiff_t got = 0;
    if (!tls_) {
      got = co_await Receive{*this};
    } else {
      while (true) {
        got = receive(input_.data() + end_, input_.size() - end_);
        if (got != kBlockedRead && got != kBlockedWrite) break;
        const bool ready = co_await WaitFor{*this, got == kBlockedRead};
        if (!ready) {
          got = kBroken;
          break;
        }
      }
    }
    if (got <= 0) {
      const bool slow_head = expired_ && waiting_ == Waiting::head;
      if (!slow_head) co_return;
      expired_ = false;
      refuse({408, "request_timeout", "The head of the request did not arrive in time."});
      send_now();
      co_return;
    }
    if (waiting_ == Waiting::idle || (waiting_ == Waiting::first_byte)) waiting_ = Waiting::nothing;
    end_ += static_cast<std::size_t>(got);
    began_ns_ = now_ns();
  }
}

// Looks at what lies in the input buffer, waits for nothing.
Connection::Step Connection::take_request() {
  if (begin_ == end_) return Step::more;
  const auto head_size = parser_.parse_head(unread());
  if (!head_size) return refuse(head_size.error());
  if (*head_size == 0) return Step::more;
  begin_ += *head_size;
  waiting_ = Waiting::nothing;
  keep_ = parser_.head().keep_alive && !loop_.stopping();
  fill_request();
  match_ = shared_.router->find(request_);
  if (match_.hot != nullptr && parser_.body_done()) {
    if (const auto answer = (*match_.hot)(request_)) return answer_hot(answer);
  }
  return Step::slow;
}

void Connection::fill_request() {
  const auto& head = parser_.head();
  request_.method = head.method;
  request_.target = head.target;
  const auto question = head.target.find('?');
  request_.path = head.target.substr(0, question);
  request_.query = question == std::string_view::npos ? std::string_view{} : head.target.substr(question + 1);
  request_.body = {};
  request_.body_file.clear();
  request_.headers.assign(head.headers.begin(), head.headers.end());
  request_.peer = peer_;
  request_.secure = tls_ != nullptr;
  const auto& trusted = shared_.options.trusted_proxies;
  if (trusted.empty() || std::find(trusted.begin(), trusted.end(), peer_) == trusted.end()) return;
  auto forwarded = request_.header("x-forwarded-for");
  forwarded = forwarded.substr(forwarded.find_last_of(", ") + 1);  // the last one is what our proxy saw
  if (!forwarded.empty()) request_.peer = forwarded;
  if (equal_ignoring_case(request_.header("x-forwarded-proto"), "https")) request_.secure = true;
}

AnswerContext Connection::context(std::string_view trace_id) const {
  const auto& head = parser_.head();
  const bool conditional = head.method == Method::get || head.method == Method::head;
  return {.stamp = loop_.stamp(tls_ != nullptr),
          .policy_line = shared_.routes[match_.number].policy_line,
          .trace_id = trace_id,
          .accept_encoding = head.accept_encoding,
          .if_none_match = conditional ? head.if_none_match : std::string_view{},
          .head_only = head.method == Method::head,
          .close = !keep_,
          .keep_alive_1_0 = !head.http_1_1};
}

Connection::Step Connection::answer_hot(const std::shared_ptr<const RenderedAnswer>& answer) {
  char fresh[32];
  auto trace_id = trace_id_of(parser_.head().traceparent);
  if (trace_id.empty()) {
    write_trace_id(fresh, loop_.random());
    trace_id = {fresh, sizeof fresh};
  }
  const auto before = output_.waiting();
  const int status = append_rendered(output_, answer, context(trace_id));
  if (loop_.log_this_hot_one()) {
    request_.trace.trace_id = trace_id;
    count(status, true, output_.waiting() - before);
  } else {
    const auto& route = shared_.routes[match_.number];
    route.by_class[status / 100]->add();
    route.seconds->observe(static_cast<double>(now_ns() - began_ns_) / 1e9);
  }
  finish_request();
  return keep_ ? Step::answered : Step::close;
}

void Connection::finish_request() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (!ahead_.empty()) {
    if (input_.size() < ahead_.size()) input_.resize(ahead_.size());
    std::memcpy(input_.data(), ahead_.data(), ahead_.size());
    begin_ = 0;
    end_ = ahead_.size();
    ahead_.clear();
  }
  parser_.reset();
  served_ = true;
}

// What cannot be read is answered, and nothing after it is looked at.
Connection::Step Connection::refuse(const Refusal& why) {
  keep_ = false;
  match_ = {};
  body_left_ = true;
  request_.trace = begin_trace(loop_.random());
  auto answer = context(request_.trace.trace_id);
  answer.head_only = false;
  const auto before = output_.waiting();
  const auto response = problem(why.status, why.code, why.detail);
  append_response(output_, response, answer);
  request_.method = Method::get;
  request_.path = {};
  count(why.status, false, output_.waiting() - before);
  return Step::close;
}

// Meters and the access log. The path of a known route is not logged: ids of carts and orders are keys.
void Connection::count(int status, bool hot, std::size_t bytes) {
  const auto seconds = static_cast<double>(now_ns() - began_ns_) / 1e9;
  const auto& route = shared_.routes[match_.number];
  route.by_class[status / 100]->add();
  route.seconds->observe(seconds);
  if (!log::is_on(log::Level::info)) return;
  const bool known = match_.number != Router::kNoRoute;
  log::info("request", {{"method", to_string(request_.method)},
                        {"route", known ? match_.pattern : request_.path.substr(0, 100)},
                        {"status", status},
                        {"ms", seconds * 1e3},
                        {"bytes", bytes},
                        {"hot", hot},
                        {"trace", request_.trace.trace_id}});
}

}  // namespace atelier::http::internal
