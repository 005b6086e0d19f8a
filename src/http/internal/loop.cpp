#include "http/internal/loop.h"

#include <pthread.h>
#include <sched.h>
#include <time.h>

#include <boost/asio/post.hpp>

#include "http/internal/answer_writer.h"
#include "http/internal/connection.h"
#include "http/problem.h"
#include "observability/log.h"

namespace atelier::http::internal {
namespace {

constexpr auto kSweepEvery = std::chrono::milliseconds(250);  // how late a deadline may be seen
constexpr auto kAcceptAgain = std::chrono::milliseconds(100);  // after "too many open files": some connection ends meanwhile

}  // namespace

Loop::~Loop() { join(); }

void Loop::post(std::function<void()> work) { boost::asio::post(context_, std::move(work)); }

void Loop::post_after(Milliseconds delay, std::function<void()> work) {
  auto timer = std::make_shared<boost::asio::steady_timer>(context_, delay);
  timer->async_wait([timer, work = std::move(work)](const boost::system::error_code& error) {
    if (!error) work();
  });
}

std::int64_t Loop::now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

std::string_view Loop::stamp(bool tls) {
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (now.tv_sec != stamp_second_) {
    stamp_second_ = now.tv_sec;
    stamps_[0] = make_stamp(now.tv_sec, false);
    stamps_[1] = make_stamp(now.tv_sec, true);
  }
  return stamps_[tls ? 1 : 0];
}

void Loop::listen(int socket, bool ipv6, bool tls) {
  namespace ip = boost::asio::ip;
  acceptors_.push_back(std::make_unique<Acceptor>(
      ip::tcp::acceptor(context_, ipv6 ? ip::tcp::v6() : ip::tcp::v4(), socket), tls));
}

void Loop::start(int core) {
  for (auto& acceptor : acceptors_) accept(*acceptor);
  sweep();
  thread_ = std::thread([this, core] {
    pthread_setname_np(pthread_self(), "http");
    if (core >= 0) {
      cpu_set_t cores;
      CPU_ZERO(&cores);
      CPU_SET(static_cast<std::size_t>(core), &cores);
      pthread_setaffinity_np(pthread_self(), sizeof cores, &cores);  // where it may not, it runs anywhere
    }
    const Executor::Scope scope(*this);
    context_.run();
  });
}

void Loop::join() {
  if (thread_.joinable()) thread_.join();
}

void Loop::accept(Acceptor& acceptor) {
  acceptor.socket.async_accept([this, &acceptor](const boost::system::error_code& error, boost::asio::ip::tcp::socket socket) {
    if (stopping_) return;
    if (error) {
      log::warn("accept_failed", {{"why", error.message()}});
      post_after(Milliseconds(kAcceptAgain), [this, &acceptor] {
        if (!stopping_) accept(acceptor);
      });
      return;
    }
    boost::system::error_code unknown;
    const auto peer = socket.remote_endpoint(unknown);
    if (!unknown) take(std::move(socket), peer.address().to_string(unknown), acceptor.tls);
    accept(acceptor);
  });
}

void Loop::take(boost::asio::ip::tcp::socket socket, const std::string& peer, bool tls) {
  if (shared_.connections.load(std::memory_order_relaxed) >= shared_.options.limits.connections) {
    shared_.refused->add();
    if (tls) return;  // nothing can be said before a handshake
    Output answer;
    auto response = problem(503, "too_many_connections", "As many clients are connected as we serve. Please try again in a moment.");
    response.set("Retry-After", "1");
    char trace_id[32] = {};
    std::fill(std::begin(trace_id), std::end(trace_id), '0');
    append_response(answer, response, {.stamp = stamp(false), .trace_id = {trace_id, sizeof trace_id}, .close = true});
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.send(boost::asio::buffer(answer.bytes), 0, ignored);
    return;
  }
  shared_.accepted->add();
  Connection::run(std::make_unique<Connection>(*this, std::move(socket), peer, tls));
}

void Loop::add(Connection& connection) {
  connection.next = first_;
  if (first_ != nullptr) first_->previous = &connection;
  first_ = &connection;
}

void Loop::remove(Connection& connection) {
  (connection.previous != nullptr ? connection.previous->next : first_) = connection.next;
  if (connection.next != nullptr) connection.next->previous = connection.previous;
  end_if_done();
}

// One timer for all deadlines of the loop.
void Loop::sweep() {
  sweep_.expires_after(kSweepEvery);
  sweep_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    const auto now = now_ms();
    const bool cut_all = stopping_ && now >= cut_at_ms_;
    for (Connection* connection = first_; connection != nullptr;) {
      Connection* next = connection->next;  // a cancelled wait ends later, by the loop: nobody is freed here
      if (cut_all) {
        shared_.cut.fetch_add(1);
        connection->cut();
      } else {
        connection->check_deadline(now);
      }
      connection = next;
    }
    if (cut_all) {
      // Who was waiting for the socket ends now; who is in a handler is left behind.
      post_after(Milliseconds(50), [this] { context_.stop(); });
      return;
    }
    sweep();
  });
}

// What lies in the backlog was accepted by the kernel for us: it is served too.
void Loop::accept_what_waits(Acceptor& acceptor) {
  boost::system::error_code error;
  acceptor.socket.non_blocking(true, error);
  while (!error) {
    boost::asio::ip::tcp::endpoint peer;
    boost::asio::ip::tcp::socket socket(context_);
    acceptor.socket.accept(socket, peer, error);
    if (!error) take(std::move(socket), peer.address().to_string(), acceptor.tls);
  }
  acceptor.socket.close(error);
}

void Loop::begin_stop(std::int64_t cut_at_ms) {
  post([this, cut_at_ms] {
    stopping_ = true;
    cut_at_ms_ = cut_at_ms;
    for (auto& acceptor : acceptors_) accept_what_waits(*acceptor);
    for (Connection* connection = first_; connection != nullptr; connection = connection->next) connection->close_when_idle();
    end_if_done();
  });
}

void Loop::end_if_done() {
  if (stopping_ && first_ == nullptr) post([this] {
      if (first_ == nullptr) context_.stop();
    });
}

}  // namespace atelier::http::internal
