// The same answers over TLS.
#include <gtest/gtest.h>

#include <thread>

#include "base/thread_executor.h"
#include "http_socket.h"

namespace atelier::http {
namespace {

using wire::get;
using wire::Served;
using wire::Socket;

const auto kItem = RenderedAnswer::make(200, std::string(3000, 'i'), {});
const auto kLarge = RenderedAnswer::make(200, std::string(3'000'000, 'L'), {.compress = false});

Router shop() {
  Router router;
  router.add_hot(Method::get, "/hot", [](const Request&) { return kItem; });
  router.add_hot(Method::get, "/large", [](const Request&) { return kLarge; });
  router.add(Method::post, "/echo", [](Request& request) -> Task<Response> {
    co_await sleep_for(Milliseconds{1});
    co_return Response::text(200, std::string(request.body) + (request.secure ? "" : "not secure"));
  });
  return router;
}

ServerOptions over_tls() {
  ServerOptions options;
  options.listeners = {{.tls = true}, {}};
  options.tls = wire::test_certificate();
  options.limits.first_byte = Milliseconds{500};
  return options;
}

class HttpTls : public testing::Test {
 protected:
  const Router router = shop();
  Served served{router, over_tls()};
};

TEST_F(HttpTls, answers_over_1_3_and_to_older_clients_over_1_2) {
  for (const int version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    Socket client(served.port);
    ASSERT_TRUE(client.handshake(version));
    EXPECT_EQ(client.tls_version(), version == TLS1_3_VERSION ? "TLSv1.3" : "TLSv1.2");
    for (int i = 0; i < 20; ++i) {
      client.say(get("/hot"));
      const auto answer = client.hear();
      ASSERT_TRUE(answer);
      EXPECT_EQ(answer->body, std::string(3000, 'i'));
      EXPECT_EQ(answer->header("strict-transport-security"), "max-age=31536000");
    }
  }
  Socket old(served.port);
  EXPECT_FALSE(old.handshake(TLS1_1_VERSION));
}

TEST_F(HttpTls, large_bodies_go_both_ways_and_pipelines_keep_their_order) {
  Socket client(served.port);
  ASSERT_TRUE(client.handshake());
  const std::string body(900'000, 'b');
  const auto post = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n" + body;
  ASSERT_TRUE(client.say(get("/large") + get("/hot")));
  EXPECT_EQ(client.hear()->body.size(), 3'000'000u);
  EXPECT_EQ(client.hear()->body.size(), 3'000u);
  ASSERT_TRUE(client.say(post + get("/hot")));
  EXPECT_EQ(client.hear()->body, body);
  EXPECT_EQ(client.hear()->body.size(), 3'000u);
}

TEST_F(HttpTls, a_head_in_many_records_is_read) {
  Socket client(served.port);
  ASSERT_TRUE(client.handshake());
  for (const char c : get("/hot") + get("/hot")) ASSERT_TRUE(client.say({&c, 1}));
  EXPECT_EQ(client.hear()->status, 200);
  EXPECT_EQ(client.hear()->status, 200);
}

TEST_F(HttpTls, who_does_not_speak_tls_or_is_silent_is_let_go) {
  Socket plain(served.port), silent(served.port);
  plain.say(get("/hot"));
  EXPECT_TRUE(plain.ends());
  EXPECT_TRUE(silent.ends());
}

TEST_F(HttpTls, a_refused_request_hears_why) {
  Socket client(served.port);
  ASSERT_TRUE(client.handshake());
  client.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n" + std::string(100'000, 'x'));
  const auto answer = client.hear();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413);
}

TEST_F(HttpTls, plain_and_tls_are_served_side_by_side) {
  Socket plain(served.server->port(1));
  plain.say(get("/hot"));
  EXPECT_EQ(plain.hear()->body.size(), 3'000u);
}

}  // namespace
}  // namespace atelier::http
