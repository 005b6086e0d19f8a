// What a client may not do, and what it is told.
#include <gtest/gtest.h>

#include <thread>

#include "base/thread_executor.h"
#include "http/problem.h"
#include "http_socket.h"

namespace atelier::http {
namespace {

using wire::get;
using wire::Served;
using wire::Socket;

Router shop() {
  Router router;
  router.add(Method::get, "/", [](Request&) -> Task<Response> { co_return Response::text(200, "home"); });
  router.add(Method::get, "/large", [](Request&) -> Task<Response> { co_return Response::text(200, std::string(20'000'000, 'x')); });
  router.add(Method::post, "/echo", [](Request& request) -> Task<Response> { co_return Response::text(200, std::string(request.body)); });
  router.add(Method::post, "/small", [](Request& request) -> Task<Response> { co_return Response::text(200, std::string(request.body)); },
             {.max_body_bytes = 10});
  router.add_upload(Method::post, "/upload", [](Request&) -> Task<Response> { co_return Response::text(200, "taken"); },
                    {.max_body_bytes = 100'000});
  return router;
}

ServerOptions impatient() {
  ServerOptions options;
  options.limits.first_byte = options.limits.whole_head = options.limits.body_grace = Milliseconds{300};
  options.limits.idle = options.limits.stalled_write = Milliseconds{300};
  return options;
}

class HttpLimits : public testing::Test {
 protected:
  const Router router = shop();
  Served served{router};

  // The status of the one answer to `bytes`; the connection must end after it.
  int refused(std::string_view bytes) {
    Socket client(served.port);
    client.say(bytes);
    const auto answer = client.hear();
    if (!answer) return -1;
    EXPECT_EQ(answer->header("content-type"), "application/problem+json");
    EXPECT_EQ(answer->header("connection"), "close");
    EXPECT_EQ(answer->header("x-correlation-id").size(), 32u);
    EXPECT_NE(answer->body.find("\"status\":" + std::to_string(answer->status)), std::string::npos);
    EXPECT_TRUE(client.ends());
    return answer->status;
  }
};

TEST_F(HttpLimits, malformed_requests_are_answered_and_the_connection_ends) {
  EXPECT_EQ(refused("nonsense\r\n\r\n"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1\nHost: a\n\n"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n"), 400);
  EXPECT_EQ(refused("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"), 400);
  EXPECT_EQ(refused("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
  EXPECT_EQ(refused("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"), 501);
  EXPECT_EQ(refused("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"), 400);
  EXPECT_EQ(refused("BREW / HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
  EXPECT_EQ(refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
  EXPECT_EQ(refused("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 3\r\n\r\n"), 417);
  EXPECT_EQ(refused("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
}

TEST_F(HttpLimits, a_smuggled_request_is_never_served) {
  Socket client(served.port);
  client.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.hear()->status, 400);
  EXPECT_FALSE(client.hear());
}

TEST_F(HttpLimits, what_is_too_large_is_refused) {
  EXPECT_EQ(refused("GET /" + std::string(10'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'a') + "\r\n\r\n"), 431);
  EXPECT_EQ(refused("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n"), 413);
  EXPECT_EQ(refused("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n" + std::string(2'000'000, 'x')), 413);
  EXPECT_EQ(refused("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n01234567890"), 413);
  EXPECT_EQ(refused("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n"), 413);
  EXPECT_EQ(refused("POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n" + std::string(0x20000, 'x')), 413);
  EXPECT_EQ(refused("POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"), 404);
}

TEST_F(HttpLimits, a_body_that_ends_early_is_told_so) {
  Socket client(served.port);
  client.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  client.finish();
  EXPECT_EQ(client.hear()->status, 400);
}

TEST_F(HttpLimits, a_client_that_vanishes_harms_nobody) {
  for (int i = 0; i < 200; ++i) {
    Socket client(served.port);
    client.say(i % 3 == 0 ? get("/large") : i % 3 == 1 ? std::string("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx") : "GET /");
  }
  Socket client(served.port, std::chrono::seconds(60));  // a sanitizer takes its time to make 66 bodies of 20 MB
  client.say(get("/"));
  const auto answer = client.hear();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "home");
}

TEST(HttpSlow, slow_heads_and_bodies_are_408_and_silence_is_closed) {
  const Router router = shop();
  Served served(router, impatient());
  Socket silent(served.port), head(served.port), body(served.port), upload(served.port), idle(served.port);
  head.say("GET / HTTP/1.1\r\nHo");
  body.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  upload.say("POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");
  idle.say(get("/"));
  EXPECT_EQ(idle.hear()->status, 200);
  EXPECT_TRUE(silent.ends());
  EXPECT_EQ(head.hear()->status, 408);
  EXPECT_TRUE(head.ends());
  EXPECT_EQ(body.hear()->status, 408);
  EXPECT_TRUE(body.ends());
  EXPECT_EQ(upload.hear()->status, 408);
  EXPECT_TRUE(idle.ends());
}

TEST(HttpSlow, dripping_bytes_does_not_prolong_a_head) {
  const Router router = shop();
  Served served(router, impatient());
  Socket client(served.port);
  client.say("GET / HTTP/1.1\r\nHost: a\r\n");
  const auto began = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - began < std::chrono::seconds(3) && client.say("X: 1\r\n")) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
}

TEST(HttpSlow, a_client_that_takes_nothing_is_let_go_while_others_are_served) {
  const Router router = shop();
  auto options = impatient();
  options.loops = 1;
  Served served(router, options);
  std::vector<std::unique_ptr<Socket>> stuck;
  for (int i = 0; i < 20; ++i) {
    stuck.push_back(std::make_unique<Socket>(served.port));
    stuck.back()->say(get("/large") + get("/large"));
  }
  Socket client(served.port);
  client.say(get("/"));
  EXPECT_EQ(client.hear()->body, "home");
  std::this_thread::sleep_for(std::chrono::seconds(1));
  EXPECT_LT(stuck[0]->raw_rest().size(), 20'000'000u);
}

TEST(HttpBounds, connections_over_the_bound_are_told_to_come_again) {
  const Router router = shop();
  ServerOptions options;
  options.limits.connections = 10;
  Served served(router, options);
  std::vector<std::unique_ptr<Socket>> clients;
  for (int i = 0; i < 10; ++i) {
    clients.push_back(std::make_unique<Socket>(served.port));
    clients.back()->say(get("/"));
    ASSERT_EQ(clients.back()->hear()->status, 200);
  }
  Socket late(served.port);
  const auto answer = late.hear();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->header("retry-after"), "1");
  EXPECT_TRUE(late.ends());
  clients.pop_back();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  Socket again(served.port);
  again.say(get("/"));
  EXPECT_EQ(again.hear()->status, 200);
}

TEST(HttpBounds, bodies_of_all_clients_together_are_bounded) {
  const Router router = shop();
  ServerOptions options;
  options.limits.all_bodies_bytes = 1'000'000;
  Served served(router, options);
  std::vector<std::unique_ptr<Socket>> clients;
  const std::string most = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 400001\r\n\r\n" + std::string(400'000, 'x');
  for (int i = 0; i < 2; ++i) {
    clients.push_back(std::make_unique<Socket>(served.port));
    clients.back()->say(most);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  Socket third(served.port);
  third.say(most);
  EXPECT_EQ(third.hear()->status, 503);
  for (auto& client : clients) {
    client->say("x");
    EXPECT_EQ(client->hear()->body.size(), 400'001u);
  }
  Socket fourth(served.port);
  fourth.say(most + "x");
  EXPECT_EQ(fourth.hear()->status, 200) << "what was freed may be used again";
}

TEST(HttpProxy, only_trusted_proxies_say_who_the_client_is) {
  Router router;
  router.add(Method::get, "/who", [](Request& request) -> Task<Response> {
    co_return Response::text(200, std::string(request.peer) + (request.secure ? " secure" : " plain"));
  });
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1"};
  Served trusting(router, options);
  Served wary(router);
  const auto ask = get("/who", "X-Forwarded-For: 203.0.113.9, 198.51.100.7\r\nX-Forwarded-Proto: https\r\n");
  Socket one(trusting.port), other(wary.port);
  one.say(ask);
  other.say(ask);
  EXPECT_EQ(one.hear()->body, "198.51.100.7 secure");
  EXPECT_EQ(other.hear()->body, "127.0.0.1 plain");
}

}  // namespace
}  // namespace atelier::http
