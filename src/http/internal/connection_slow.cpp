// The slow way: bodies, handlers, streams; everything that may wait.
#include <sys/socket.h>

#include "base/check.h"
#include "http/internal/connection.h"
#include "http/internal/connection_waits.h"
#include "http/problem.h"
#include "http/trace.h"
#include "observability/log.h"

namespace atelier::http::internal {
namespace {

constexpr std::size_t kPiece = 64 * 1024;          // memory of a body that is being received
constexpr std::size_t kLingerBytes = 1024 * 1024;  // of a refused body read past, so that the answer is not lost to a reset
constexpr Milliseconds kLinger{2'000};

}  // namespace

Task<bool> Connection::answer_slowly() {
  auto taken = take_trace(parser_.head().traceparent, loop_.random());
  request_.trace = taken ? std::move(*taken) : begin_trace(loop_.random());
  const Response response = co_await decide();
  waiting_ = Waiting::nothing;
  if (gone_) co_return false;
  if (loop_.stopping()) keep_ = false;
  if (!response.note.empty()) {
    log::error("request_failed", {{"route", match_.pattern}, {"why", response.note}, {"trace", request_.trace.trace_id}});
  }
  CHECK(response.status >= 200 && response.status <= 599, match_.pattern);
  const bool written = co_await write(response);
  if (!written) {  // what waits may refer to the response, which ends here
    output_.clear();
    gone_ = true;
  }
  finish_request();
  co_return written && keep_;
}

// The handler's answer, or why it was not asked.
Task<Response> Connection::decide() {
  const auto& head = parser_.head();
  const bool has_body = !parser_.body_done();
  if (match_.handler == nullptr) {
    Response response = match_.allow.empty() ? problem(404, "not_found", "There is nothing at this address.")
                        : head.method == Method::options
                            ? Response::no_content()
                            : problem(405, "method_not_allowed", "This address takes " + match_.allow + ".");
    if (match_.hot != nullptr) {  // a hot route without a handler had nothing for this one
      response = problem(404, "not_found", "There is nothing at this address.");
    }
    if (!match_.allow.empty()) response.set("Allow", match_.allow);
    co_return has_body ? refuse_body(std::move(response)) : std::move(response);
  }
  const auto limit = match_.options->max_body_bytes != 0 ? match_.options->max_body_bytes : shared_.options.limits.body_bytes;
  if (head.content_length && *head.content_length > limit) {
    co_return refuse_body(problem(413, "body_too_large", "The body may have " + std::to_string(limit) + " bytes."));
  }
  if (match_.options->admit) {
    auto refused = co_await match_.options->admit(request_);
    if (refused) {
      if (has_body) co_return refuse_body(std::move(*refused));
      co_return std::move(*refused);
    }
  }
  if (has_body || match_.upload) co_return co_await decide_with_body(limit);
  co_return co_await (*match_.handler)(request_);
}

// The rest of the body is not wanted; the connection ends.
Response Connection::refuse_body(Response why) {
  keep_ = false;
  body_left_ = true;
  return why;
}

Task<Response> Connection::decide_with_body(std::size_t limit) {
  if (match_.upload) {
    auto file = FileBody::make(shared_.options.spool_folder, limit);
    if (!file) co_return refuse_body(problem(file.error()));
    auto refused = co_await receive_body(limit, **file);
    if (refused && refused->status == 0) {
      if (!(*file)->too_large()) {
        co_return refuse_body(problem(Error{ErrorKind::unavailable, "spool_failed", "the disk took no more of an upload"}));
      }
      co_return refuse_body(problem(413, "body_too_large", "The body may have " + std::to_string(limit) + " bytes."));
    }
    if (refused) co_return std::move(*refused);
    request_.body_file = (*file)->path();
    Response response = co_await (*match_.handler)(request_);
    co_return response;
  }
  MemoryBody body(limit, parser_.head().content_length, shared_.body_bytes, shared_.options.limits.all_bodies_bytes);
  auto refused = co_await receive_body(limit, body);
  if (refused && refused->status == 0) {
    if (!body.too_large()) {
      co_return refuse_body(problem(Error{ErrorKind::unavailable, "bodies_full", "all bodies together are at their bound"}));
    }
    co_return refuse_body(problem(413, "body_too_large", "The body may have " + std::to_string(limit) + " bytes."));
  }
  if (refused) co_return std::move(*refused);
  request_.body = body.view();
  Response response = co_await (*match_.handler)(request_);
  co_return response;
}

// nullopt: it is whole. Status 0: the sink wanted no more.
Task<std::optional<Response>> Connection::receive_body(std::size_t, BodySink& sink) {
  const auto& limits = shared_.options.limits;
  const auto& head = parser_.head();
  const auto refused = [this](const Refusal& why) {
    if (why.status == 0) {
      Response enough;
      enough.status = 0;
      return enough;
    }
    return refuse_body(problem(why.status, why.code, why.detail));
  };
  if (parser_.body_done()) co_return std::nullopt;
  // What lies behind the head already. The head's views are into this buffer: it stays as it is until the answer.
  const auto first = parser_.parse_body(unread(), sink);
  if (!first) co_return refused(first.error());
  begin_ += *first;
  if (parser_.body_done()) co_return std::nullopt;
  sink.pieces_move();

  if (head.expects_continue && begin_ == end_) {
    output_.bytes += "HTTP/1.1 100 Continue\r\n\r\n";
    if (!send_now()) {
      const bool sent = co_await send_rest();
      if (!sent) gone_ = true;
    }
  }
  const auto began_ms = Loop::now_ms();
  std::uint64_t received = *first;
  std::string buffer(head.content_length ? std::min<std::size_t>(kPiece, *head.content_length - received) : kPiece, '\0');
  std::size_t held = end_ - begin_;  // part of a chunk's head
  std::memcpy(buffer.data(), input_.data() + begin_, std::min(held, buffer.size()));
  begin_ = end_;
  while (!gone_) {
    const auto grace = limits.body_grace.count() + static_cast<std::int64_t>(received * 1000 / limits.body_bytes_per_second);
    begin_wait_until(Waiting::body, began_ms + grace);
    std::size_t room = buffer.size() - held;
    if (head.content_length) room = std::min<std::size_t>(room, *head.content_length - received);
    const auto got = co_await read_some(buffer.data() + held, room);
    if (got == kEnd) co_return refuse_body(problem(400, "malformed_request", "The body ended early."));
    if (got < 0) {
      if (expired_ && !cut_) {
        expired_ = false;
        co_return refuse_body(problem(408, "request_timeout", "The body did not arrive in time."));
      }
      gone_ = true;
      break;
    }
    held += static_cast<std::size_t>(got);
    const auto used = parser_.parse_body({buffer.data(), held}, sink);
    if (!used) co_return refused(used.error());
    received += *used;
    held -= *used;
    std::memmove(buffer.data(), buffer.data() + *used, held);
    if (parser_.body_done()) {
      ahead_.assign(buffer.data(), held);
      co_return std::nullopt;
    }
  }
  co_return Response{};
}

Task<bool> Connection::write(const Response& response) {
  const bool streams = response.stream && !response.rendered;
  const bool chunked = streams && parser_.head().http_1_1;
  if (streams && !chunked) keep_ = false;
  const auto answer = context(request_.trace.trace_id);
  const auto before = output_.waiting();
  const int status = response.rendered ? append_rendered(output_, response.rendered, answer)
                                       : append_response(output_, response, answer, chunked);
  count(status, false, output_.waiting() - before);
  if (streams && !answer.head_only && status != 304 && status != 204) co_return co_await write_stream(response, chunked);
  if (output_.tail.empty()) co_return true;  // goes out with what follows
  if (send_now()) co_return true;
  co_return co_await send_rest();
}

Task<bool> Connection::write_stream(const Response& response, bool chunked) {
  while (true) {
    if (!send_now()) {
      const bool sent = co_await send_rest();
      if (!sent) co_return false;
    }
    auto piece = co_await response.stream();
    if (!piece) {
      // Cut, so that nobody takes the part for the whole.
      cut_ = true;
      co_return false;
    }
    if (piece->empty()) break;
    if (chunked) {
      append_chunk(output_, *piece);
    } else {
      output_.bytes += *piece;
    }
  }
  if (chunked) append_chunk(output_, {});
  co_return true;
}

// Reads past what the client still sends: closing with unread bytes would reset the connection, and the answer with it.
Task<void> Connection::linger() {
  if (tls_) SSL_shutdown(tls_.get());
  ::shutdown(socket_.native_handle(), SHUT_WR);
  lingering_ = true;
  begin_wait(Waiting::linger, kLinger);
  std::string past(kPiece, '\0');
  for (std::size_t read = 0; read < kLingerBytes;) {
    const auto got = ::recv(socket_.native_handle(), past.data(), past.size(), 0);
    if (got == 0) co_return;
    if (got > 0) {
      read += static_cast<std::size_t>(got);
      continue;
    }
    if (errno != EAGAIN && errno != EINTR) co_return;
    const bool ready = co_await WaitFor{*this, true};
    if (!ready) co_return;
  }
}

}  // namespace atelier::http::internal
