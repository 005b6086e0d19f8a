// An event loop of the server: a thread with an io_context of its own, its acceptors, its connections and one coarse sweep for all
// their deadlines. What belongs to a loop is touched by its thread only; post() is the door for others.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/executor.h"
#include "base/random.h"
#include "http/internal/tls.h"
#include "http/router.h"
#include "http/server.h"
#include "observability/metrics.h"

namespace atelier::http::internal {

class Connection;

// What is known of a route before the first request; by Router::Match::number.
struct RouteInfo {
  std::string policy_line;  // "Content-Security-Policy: …\r\n"
  metrics::Counter* by_class[6] = {};  // [2] counts 2xx
  metrics::Histogram* seconds = nullptr;
};

// What all loops share; read-only after the start, but for atomics.
struct Shared {
  ServerOptions options;
  const Router* router = nullptr;
  TlsContext tls;
  std::vector<RouteInfo> routes;
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> body_bytes{0};
  std::atomic<std::size_t> cut{0};  // at the end of the grace
  metrics::Counter* accepted = nullptr;
  metrics::Counter* refused = nullptr;
};

class Loop final : public Executor {
 public:
  explicit Loop(Shared& shared, std::uint64_t seed) : shared_(shared), random_(seed), sweep_(context_) {}
  ~Loop() override;

  void post(std::function<void()> work) override;
  void post_after(Milliseconds delay, std::function<void()> work) override;

  // Takes over a listening socket of its own. Before run().
  void listen(int socket, bool ipv6, bool tls);
  void start(int core);  // the thread; on that core where it is not negative
  // Any thread: stops accepting and closes connections as they become idle. The thread ends when the last is gone.
  void begin_stop(std::int64_t cut_at_ms);
  void join();

  Shared& shared() { return shared_; }
  boost::asio::io_context& context() { return context_; }
  Random& random() { return random_; }
  bool stopping() const { return stopping_; }
  // Milliseconds of the coarse monotonic clock (4 ms steps).
  static std::int64_t now_ms();
  std::string_view stamp(bool tls);

  void add(Connection& connection);
  void remove(Connection& connection);
  bool log_this_hot_one() {
    const auto every = shared_.options.log_hot_one_in;
    return every != 0 && ++hot_answers_ % every == 0;
  }

 private:
  struct Acceptor {
    boost::asio::ip::tcp::acceptor socket;
    bool tls;
  };
  void accept(Acceptor& acceptor);
  void take(boost::asio::ip::tcp::socket socket, const std::string& peer, bool tls);
  void accept_what_waits(Acceptor& acceptor);
  void sweep();
  void end_if_done();

  Shared& shared_;
  boost::asio::io_context context_{1};
  SeededRandom random_;  // trace ids; never secrets
  boost::asio::steady_timer sweep_;
  std::vector<std::unique_ptr<Acceptor>> acceptors_;
  Connection* first_ = nullptr;  // all connections, doubly linked
  bool stopping_ = false;
  std::int64_t cut_at_ms_ = 0;
  std::int64_t stamp_second_ = 0;
  std::string stamps_[2];
  std::uint32_t hot_answers_ = 0;
  std::thread thread_;
};

}  // namespace atelier::http::internal
