#include "http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include "base/random.h"
#include "http/internal/loop.h"
#include "observability/log.h"

namespace atelier::http {
namespace {

using internal::Loop;
using internal::Shared;

constexpr int kBacklog = 4096;  // connections of one burst; the kernel's own bound is usually the same

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
  bool ipv6 = false;
};

Result<Address> parse_address(const std::string& text, std::uint16_t port) {
  Address address;
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
  if (inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    address.size = sizeof *v4;
  } else if (inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    address.size = sizeof *v6;
    address.ipv6 = true;
  } else {
    return fail(ErrorKind::invalid, "listen_address", "\"" + text + "\" is no IP address to listen at");
  }
  return address;
}

std::uint16_t port_of(int socket) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  getsockname(socket, reinterpret_cast<sockaddr*>(&bound), &size);
  return ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&bound)->sin6_port
                                           : reinterpret_cast<sockaddr_in*>(&bound)->sin_port);
}

// A listening socket, one of several at the same port. With `alone` it fails where anybody listens there already: SO_REUSEPORT would let a
// second store of the same user share the port silently.
Result<int> open_listener(const Address& address, const std::string& name, bool alone) {
  const auto refused = [&](int socket, const char* call) {
    const int why = errno;
    if (socket >= 0) ::close(socket);
    return fail(ErrorKind::unavailable, "listen_failed", name + ": " + call + ": " + std::strerror(why));
  };
  const int socket = ::socket(address.ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0) return refused(socket, "socket");
  const int on = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (!alone) setsockopt(socket, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address.storage), address.size) != 0) return refused(socket, "bind");
  if (alone) return socket;
  if (::listen(socket, kBacklog) != 0) return refused(socket, "listen");
  return socket;
}

// As many open files as we are allowed: a connection is one.
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

class RunningServer final : public Server {
 public:
  RunningServer(ServerOptions options, const Router& router) {
    shared_.options = std::move(options);
    shared_.router = &router;
    if (shared_.options.registry == nullptr) shared_.options.registry = &metrics::registry();
    if (shared_.options.loops == 0) shared_.options.loops = std::max(1u, std::thread::hardware_concurrency());
    describe_routes();
    SystemRandom random;
    for (std::size_t i = 0; i < shared_.options.loops; ++i) {
      loops_.push_back(std::make_unique<Loop>(shared_, random.next_u64()));
    }
  }
  ~RunningServer() override { stop(); }

  Result<void> listen() {
    for (const auto& listener : shared_.options.listeners) {
      if (listener.tls && !shared_.tls) {
        if (!shared_.options.tls) return fail(ErrorKind::invalid, "tls_files", "a TLS listener needs a certificate and a key");
        auto context = internal::make_server_context(*shared_.options.tls);
        if (!context) return fail(context);
        shared_.tls = std::move(*context);
      }
      auto opened = open(listener);
      if (!opened) return opened;
    }
    return {};
  }
  void begin() {
    const bool pinned = shared_.options.pin_loops && loops_.size() <= std::thread::hardware_concurrency();
    for (std::size_t i = 0; i < loops_.size(); ++i) loops_[i]->start(pinned ? static_cast<int>(i) : -1);
    started_ = true;
  }

  std::uint16_t port(std::size_t listener) const override { return ports_.at(listener); }
  std::size_t loop_count() const override { return loops_.size(); }
  Executor& loop(std::size_t index) override { return *loops_.at(index); }

  bool stop() override {
    if (!started_) return true;
    started_ = false;
    const auto cut_at = Loop::now_ms() + shared_.options.limits.shutdown_grace.count();
    for (auto& loop : loops_) loop->begin_stop(cut_at);
    for (auto& loop : loops_) loop->join();
    const auto cut = shared_.cut.load();
    log::info("http_stopped", {{"connections_cut", cut}});
    return cut == 0;
  }

 private:
  Result<void> open(const Listener& listener) {
    auto port = listener.port;
    const auto name = listener.address + ":" + std::to_string(port);
    if (port != 0) {
      const auto address = parse_address(listener.address, port);
      if (!address) return fail(address);
      const auto probe = open_listener(*address, name, true);
      if (!probe) return fail(probe);
      ::close(*probe);
    }
    for (auto& loop : loops_) {
      const auto address = parse_address(listener.address, port);
      if (!address) return fail(address);
      const auto socket = open_listener(*address, name, false);
      if (!socket) return fail(socket);
      port = port_of(*socket);  // the others share what the first one got
      loop->listen(*socket, address->ipv6, listener.tls);
    }
    ports_.push_back(port);
    return {};
  }

  void describe_routes() {
    static constexpr const char* kClasses[] = {"0xx", "1xx", "2xx", "3xx", "4xx", "5xx"};
    auto& registry = *shared_.options.registry;
    const auto methods = shared_.router->routes();
    shared_.routes.resize(shared_.router->route_count() + 1);
    for (std::size_t number = 0; number < shared_.routes.size(); ++number) {
      auto& route = shared_.routes[number];
      const std::string pattern(shared_.router->pattern_of(number));
      const std::string method = number == 0 ? "any" : std::string(to_string(methods[number - 1].first));
      for (std::size_t i = 1; i < 6; ++i) {
        route.by_class[i] = &registry.counter("http_requests_total", "Requests answered, by route and class of status.",
                                              {{"method", method}, {"route", pattern}, {"status", kClasses[i]}});
      }
      route.seconds = &registry.histogram("http_request_duration_seconds", "From the request's last bytes to its answer.",
                                          {{"method", method}, {"route", pattern}});
      route.policy_line = "Content-Security-Policy: " + shared_.router->policy_of(number, shared_.options.content_security_policy) + "\r\n";
    }
    shared_.accepted = &registry.counter("http_connections_total", "Connections accepted.");
    shared_.refused = &registry.counter("http_connections_refused_total", "Connections over the bound.");
  }

  Shared shared_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::uint16_t> ports_;
  bool started_ = false;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, const Router& router) {
  ::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  raise_file_limit();
  auto server = std::make_unique<RunningServer>(std::move(options), router);
  auto listening = server->listen();
  if (!listening) return fail(listening);
  server->begin();
  return server;
}

}  // namespace atelier::http
