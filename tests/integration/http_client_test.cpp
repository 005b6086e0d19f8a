// The client against a real server, and against peers that break every promise.
#include "http/client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <thread>

#include "base/thread_executor.h"
#include "http/problem.h"
#include "http_socket.h"

namespace atelier::http {
namespace {

using wire::Served;

Router services() {
  Router router;
  router.add(Method::post, "/echo", [](Request& request) -> Task<Response> {
    Response response = Response::text(201, std::string(request.body));
    response.set("X-Said", std::string(request.header("x-say")));
    response.set("X-Trace", std::string(request.header("traceparent")));
    co_return response;
  });
  router.add(Method::get, "/slow", [](Request&) -> Task<Response> {
    co_await sleep_for(Milliseconds{600});
    co_return Response::text(200, "late");
  });
  router.add(Method::get, "/stream", [](Request&) -> Task<Response> {
    Response response = Response::text(200, "");
    response.stream = [i = 0]() mutable -> Task<std::optional<std::string>> {
      co_return i++ < 100 ? std::string(10'000, 's') : std::string();
    };
    co_return response;
  });
  router.add(Method::get, "/huge", [](Request&) -> Task<Response> { co_return Response::text(200, std::string(9'000'000, 'h')); });
  return router;
}

Result<ClientResponse> ask(Client& client, ClientRequest request) { return run_until_done(client.send(std::move(request))); }

// A peer that accepts one connection after the other and does as it is told with each.
class Peer {
 public:
  explicit Peer(std::function<void(int socket, int number)> act) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&at), sizeof at);
    ::listen(listener_, 16);
    socklen_t size = sizeof at;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
    url = "http://127.0.0.1:" + std::to_string(ntohs(at.sin_port)) + "/";
    thread_ = std::thread([this, act = std::move(act)] {
      for (int number = 0;; ++number) {
        const int socket = ::accept(listener_, nullptr, nullptr);
        if (socket < 0) return;
        ++accepted;
        act(socket, number);
        ::close(socket);
      }
    });
  }
  ~Peer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  static void hear(int socket) {
    char bytes[4096];
    (void)!::recv(socket, bytes, sizeof bytes, 0);
  }
  static void say(int socket, std::string_view text) { (void)!::send(socket, text.data(), text.size(), MSG_NOSIGNAL); }
  std::string url;
  std::atomic<int> accepted{0};

 private:
  int listener_;
  std::thread thread_;
};

TEST(HttpClient, sends_and_hears_over_kept_connections) {
  const Router router = services();
  Served served(router);
  auto client = make_client({});
  const std::string base = "http://127.0.0.1:" + std::to_string(served.port);
  for (int i = 0; i < 50; ++i) {
    const auto answer = ask(*client, {.method = Method::post,
                                      .url = base + "/echo?x=1",
                                      .headers = {{"X-Say", "bonjour"}},
                                      .body = "body " + std::to_string(i),
                                      .trace = Trace{std::string(32, 'a'), std::string(16, 'b'), ""}});
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->status, 201);
    EXPECT_EQ(answer->body, "body " + std::to_string(i));
    EXPECT_EQ(answer->header("x-said"), "bonjour");
    EXPECT_TRUE(answer->header("x-trace").starts_with("00-" + std::string(32, 'a'))) << answer->header("x-trace");
    EXPECT_EQ(answer->header("x-trace").find(std::string(16, 'b')), std::string_view::npos) << "a span of its own";
  }
  EXPECT_NE(served.registry.expose().find("http_connections_total 1\n"), std::string::npos);
  EXPECT_EQ(ask(*client, {.url = base + "/stream"})->body.size(), 1'000'000u);
  EXPECT_EQ(ask(*client, {.method = Method::head, .url = base + "/stream"})->status, 200);
  EXPECT_EQ(ask(*client, {.url = base + "/none"})->status, 404);
  EXPECT_EQ(ask(*client, {.url = base})->status, 404);
}

TEST(HttpClient, many_calls_at_once_wait_for_their_turn_and_too_many_are_refused) {
  const Router router = services();
  Served served(router);
  auto client = make_client({.connections_per_host = 4, .waiting_calls = 8});
  const std::string url = "http://127.0.0.1:" + std::to_string(served.port) + "/slow";
  LoopExecutor loop;
  int good = 0, refused = 0, done = 0;
  loop.post([&] {
    for (int i = 0; i < 20; ++i) {
      spawn(client->send({.url = url}), [&](Result<ClientResponse> answer) {
        ++done;
        if (answer) ++good;
        else if (answer.error().kind == ErrorKind::exhausted) ++refused;
      });
    }
  });
  loop.run_until([&] { return done == 20; });
  EXPECT_EQ(good, 12);
  EXPECT_EQ(refused, 8);
}

TEST(HttpClient, nothing_sent_is_unavailable) {
  auto client = make_client({});
  auto answer = ask(*client, {.method = Method::post, .url = "http://127.0.0.1:1/"});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
  answer = ask(*client, {.method = Method::post, .url = "http://no-such-host.invalid/", .timeout = Milliseconds{300}});
  EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
  for (const char* url : {"", "ftp://a/", "http://", "nonsense", "http://user:pass@a/", "/path"}) {
    EXPECT_EQ(ask(*client, {.url = url}).error().kind, ErrorKind::invalid) << url;
  }
  EXPECT_EQ(ask(*client, {.url = "http://127.0.0.1:1/", .headers = {{"A", "b\r\nC: d"}}}).error().kind, ErrorKind::invalid);
}

TEST(HttpClient, sent_and_unanswered_is_unknown) {
  const Router router = services();
  Served served(router);
  auto client = make_client({});
  const auto late = ask(*client, {.url = "http://127.0.0.1:" + std::to_string(served.port) + "/slow", .timeout = Milliseconds{100}});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::unknown);
  EXPECT_EQ(late.error().code, "answer_late");
  EXPECT_EQ(ask(*client, {.url = "http://127.0.0.1:" + std::to_string(served.port) + "/huge"}).error().kind, ErrorKind::unknown);

  for (const char* said : {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "SSH-2.0-x\r\n\r\n"}) {
    Peer peer([said](int socket, int) {
      Peer::hear(socket);
      Peer::say(socket, said);
    });
    const auto answer = ask(*client, {.method = Method::post, .url = peer.url, .body = "x"});
    ASSERT_FALSE(answer) << said;
    EXPECT_EQ(answer.error().kind, ErrorKind::unknown) << said;
  }
}

TEST(HttpClient, a_get_on_a_connection_just_closed_is_sent_again_and_a_post_is_not) {
  // Answers one request a connection, keeps silent on the second and closes.
  Peer peer([](int socket, int) {
    Peer::hear(socket);
    Peer::say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    Peer::hear(socket);
  });
  auto client = make_client({});
  EXPECT_EQ(ask(*client, {.url = peer.url})->body, "ok");
  EXPECT_EQ(ask(*client, {.url = peer.url})->body, "ok") << "sent again";
  EXPECT_EQ(peer.accepted, 2);
  EXPECT_EQ(ask(*client, {.method = Method::post, .url = peer.url}).error().kind, ErrorKind::unknown);
}

TEST(HttpClient, a_chunked_answer_may_come_byte_by_byte) {
  Peer peer([](int socket, int) {
    Peer::hear(socket);
    for (const char c : std::string_view("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nA: b\r\n\r\n")) {
      Peer::say(socket, {&c, 1});
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  auto client = make_client({});
  const auto answer = ask(*client, {.url = peer.url});
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->body, "ok");
}

TEST(HttpClient, interim_answers_are_passed_over) {
  Peer peer([](int socket, int) {
    Peer::hear(socket);
    Peer::say(socket, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end");
  });
  auto client = make_client({});
  const auto answer = ask(*client, {.url = peer.url});
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->body, "to the end");
}

TEST(HttpClient, tls_is_verified) {
  const Router router = services();
  ServerOptions options;
  options.listeners = {{.tls = true}};
  options.tls = wire::test_certificate();
  Served served(router, options);
  const std::string port = std::to_string(served.port);
  auto trusting = make_client({.ca_file = wire::test_certificate().certificate_file});
  for (int i = 0; i < 3; ++i) {
    const auto answer = ask(*trusting, {.method = Method::post, .url = "https://localhost:" + port + "/echo", .body = std::string(100'000, 'b')});
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->body.size(), 100'000u);
  }
  EXPECT_TRUE(ask(*trusting, {.method = Method::post, .url = "https://127.0.0.1:" + port + "/echo"}));
  EXPECT_NE(served.registry.expose().find("http_connections_total 2\n"), std::string::npos) << "kept over TLS too";
  auto strict = make_client({});
  const auto refused = ask(*strict, {.method = Method::post, .url = "https://localhost:" + port + "/echo"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(refused.error().code, "tls_failed");
  // The certificate is good, the name is another.
  const auto other = ask(*trusting, {.url = "https://127.0.0.2:" + port + "/echo"});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, ErrorKind::unavailable);
}

TEST(HttpClient, its_end_ends_its_calls) {
  const Router router = services();
  Served served(router);
  auto client = make_client({});
  LoopExecutor loop;
  std::optional<Result<ClientResponse>> answer;
  loop.post([&] {
    spawn(client->send({.url = "http://127.0.0.1:" + std::to_string(served.port) + "/slow"}),
          [&](Result<ClientResponse> got) { answer = std::move(got); });
  });
  std::thread end([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    client.reset();
  });
  loop.run_until([&] { return answer.has_value(); });
  end.join();
  EXPECT_EQ(answer->error().kind, ErrorKind::unknown);
}

}  // namespace
}  // namespace atelier::http
