// What every client may count on: answers, codings, conditions, pipelining, uploads, streams.
#include "http/server.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "base/thread_executor.h"
#include "http/problem.h"
#include "http_socket.h"

namespace atelier::http {
namespace {

using wire::get;
using wire::Served;
using wire::Socket;

const auto kItem = RenderedAnswer::make(200, std::string(3000, 'i') + R"({"item":1})", {});
const auto kLarge = RenderedAnswer::make(200, std::string(3'000'000, 'L'), {.content_type = "text/plain", .compress = false});

Router shop() {
  Router router;
  router.add_hot(Method::get, "/hot/{id}", [](const Request& request) {
    return request.parameter("id") == "large" ? kLarge : request.parameter("id") == "item" ? kItem : nullptr;
  });
  router.add(Method::get, "/hot/{id}", [](Request&) -> Task<Response> { co_return problem(404, "not_found", "No such item."); });
  router.add(Method::get, "/cold", [](Request&) -> Task<Response> {
    co_await sleep_for(Milliseconds{1});
    co_return Response::of(kItem);
  });
  router.add(Method::get, "/cold-large", [](Request&) -> Task<Response> { co_return Response::of(kLarge); });
  router.add(Method::post, "/echo", [](Request& request) -> Task<Response> {
    co_await sleep_for(Milliseconds{1});
    co_return Response::text(200, std::string(request.body));
  });
  router.add(Method::get, "/tagged", [](Request&) -> Task<Response> {
    Response response = Response::json(200, "{}");
    response.set("ETag", "\"v7\"");
    co_return response;
  });
  router.add(Method::get, "/public", [](Request&) -> Task<Response> {
    Response response = Response::json(200, '"' + std::string(200'000, 'p') + '"');
    response.set("Cache-Control", "public, max-age=5");
    co_return response;
  });
  router.add(Method::get, "/private", [](Request&) -> Task<Response> { co_return Response::json(200, '"' + std::string(2'000, 'p') + '"'); });
  router.add(Method::get, "/trace", [](Request& request) -> Task<Response> {
    co_return Response::text(200, request.trace.to_traceparent() + ' ' + request.trace.parent_id);
  });
  router.add(Method::get, "/inject", [](Request&) -> Task<Response> {
    co_return Response::redirect(303, "/a\r\nSet-Cookie: stolen=1");
  });
  router.add(Method::get, "/page", [](Request&) -> Task<Response> { co_return Response::text(200, "<p>", "text/html"); },
             {.content_security_policy = "default-src 'self'"});
  router.add(Method::get, "/stream/{pieces}", [](Request& request) -> Task<Response> {
    Response response = Response::text(200, "", "text/csv");
    const int pieces = std::stoi(std::string(request.parameter("pieces")));
    response.stream = [pieces, i = 0]() mutable -> Task<std::optional<std::string>> {
      if (pieces < 0 && i == 2) co_return std::nullopt;
      co_return i++ == pieces ? std::string() : std::string(1000, static_cast<char>('a' + i % 26));
    };
    co_return response;
  });
  router.add_upload(Method::post, "/upload", [](Request& request) -> Task<Response> {
    std::ifstream file(request.body_file, std::ios::binary);
    const std::string held((std::istreambuf_iterator<char>(file)), {});
    co_return Response::text(200, std::to_string(held.size()) + ' ' + std::to_string(std::hash<std::string>{}(held)) + ' ' + request.body_file);
  }, {.max_body_bytes = 50'000'000, .admit = [](Request& request) -> Task<std::optional<Response>> {
    if (request.header("authorization").empty()) co_return problem(401, "unauthenticated", "Sign in first.");
    co_return std::nullopt;
  }});
  return router;
}

std::string post(std::string_view target, std::string_view body, std::string_view headers = {}) {
  return "POST " + std::string(target) + " HTTP/1.1\r\nHost: shop\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

class HttpServer : public testing::Test {
 protected:
  const Router router = shop();
  Served served{router};
};

TEST_F(HttpServer, every_answer_has_date_correlation_id_and_the_security_headers) {
  Socket client(served.port);
  for (const char* target : {"/hot/item", "/cold", "/tagged", "/nowhere", "/page"}) {
    client.say(get(target));
    const auto answer = client.hear();
    ASSERT_TRUE(answer) << target;
    EXPECT_EQ(answer->header("x-correlation-id").size(), 32u) << target;
    EXPECT_TRUE(answer->header("date").ends_with(" GMT")) << target;
    EXPECT_EQ(answer->header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer->header("referrer-policy"), "strict-origin-when-cross-origin");
    EXPECT_FALSE(answer->header("permissions-policy").empty());
    EXPECT_EQ(answer->header("strict-transport-security"), "");
    EXPECT_EQ(answer->header("content-security-policy"), target == std::string("/page") ? "default-src 'self'" : "default-src 'none'; frame-ancestors 'none'");
  }
}

TEST_F(HttpServer, the_hot_path_answers_as_the_normal_one) {
  Socket client(served.port);
  for (const std::string headers : {"", "Accept-Encoding: gzip\r\n", "Accept-Encoding: gzip, br\r\n", "If-None-Match: *\r\n",
                                    "If-None-Match: \"other\"\r\n", "Accept-Encoding: br;q=0, identity\r\n"}) {
    for (const std::string method : {"GET", "HEAD"}) {
      const auto ask = [&](const std::string& target) {
        client.say(method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
        auto answer = client.hear(method == "HEAD").value();
        answer.headers.erase("date");
        answer.headers.erase("x-correlation-id");
        return answer;
      };
      const auto hot = ask("/hot/item");
      const auto cold = ask("/cold");
      EXPECT_EQ(hot.status, cold.status);
      EXPECT_EQ(hot.headers, cold.headers);
      EXPECT_EQ(hot.body, cold.body);
      EXPECT_EQ(hot.body.empty(), method == "HEAD" || headers == "If-None-Match: *\r\n");
    }
  }
}

TEST_F(HttpServer, codings_are_the_ones_the_client_takes) {
  Socket client(served.port);
  const auto coding = [&](const std::string& accepted) {
    client.say(get("/hot/item", "Accept-Encoding: " + accepted + "\r\n"));
    const auto answer = client.hear().value();
    EXPECT_EQ(answer.header("vary"), "Accept-Encoding");
    return answer.header("content-encoding") + ' ' + std::to_string(answer.body.size());
  };
  EXPECT_EQ(coding("gzip, deflate, br, zstd"), "br " + std::to_string(kItem->brotli->bytes.size() - kItem->brotli->head_size));
  EXPECT_EQ(coding("gzip"), "gzip " + std::to_string(kItem->gzip->bytes.size() - kItem->gzip->head_size));
  EXPECT_EQ(coding("identity"), " 3010");
}

TEST_F(HttpServer, what_is_public_is_compressed_and_what_is_not_is_not) {
  Socket client(served.port);
  client.say(get("/public", "Accept-Encoding: gzip\r\n") + get("/public") + get("/private", "Accept-Encoding: gzip\r\n"));
  auto answer = client.hear().value();
  EXPECT_EQ(answer.header("content-encoding"), "gzip");
  EXPECT_EQ(answer.header("vary"), "Accept-Encoding");
  EXPECT_LT(answer.body.size(), 5'000u);
  answer = client.hear().value();
  EXPECT_EQ(answer.header("content-encoding"), "");
  EXPECT_EQ(answer.header("vary"), "Accept-Encoding");
  EXPECT_EQ(answer.body.size(), 200'002u);
  answer = client.hear().value();
  EXPECT_EQ(answer.header("content-encoding"), "");
  EXPECT_EQ(answer.body.size(), 2'002u);
}

TEST_F(HttpServer, etags_are_honoured_on_every_path) {
  Socket client(served.port);
  client.say(get("/hot/item"));
  const auto etag = client.hear()->header("etag");
  client.say(get("/hot/item", "If-None-Match: " + etag + "\r\n"));
  auto answer = client.hear().value();
  EXPECT_EQ(answer.status, 304);
  EXPECT_EQ(answer.header("etag"), etag);
  EXPECT_EQ(answer.header("content-length"), "");
  client.say(get("/tagged", "If-None-Match: \"v6\", W/\"v7\"\r\n"));
  answer = client.hear().value();
  EXPECT_EQ(answer.status, 304);
  EXPECT_EQ(answer.header("content-type"), "");
  client.say(get("/tagged", "If-None-Match: \"v6\"\r\n"));
  EXPECT_EQ(client.hear()->status, 200);
}

TEST_F(HttpServer, pipelined_requests_are_answered_in_order) {
  Socket client(served.port);
  std::string burst;
  for (int i = 0; i < 300; ++i) {
    burst += get("/hot/item") + post("/echo", "body " + std::to_string(i)) + get("/nowhere") +
             "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  }
  burst += get("/hot/large");
  ASSERT_TRUE(client.say(burst));
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(client.hear()->body.size(), 3010u) << i;
    EXPECT_EQ(client.hear()->body, "body " + std::to_string(i));
    EXPECT_EQ(client.hear()->status, 404);
    EXPECT_EQ(client.hear()->body, "abc");
  }
  EXPECT_EQ(client.hear()->body.size(), 3'000'000u);
}

TEST_F(HttpServer, large_answers_wait_for_slow_readers) {
  for (const char* target : {"/hot/large", "/cold-large", "/hot/large"}) {
    Socket client(served.port);
    client.say(get(target) + get("/hot/item"));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const auto answer = client.hear();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, std::string(3'000'000, 'L'));
    EXPECT_EQ(client.hear()->body.size(), 3010u);
  }
}

TEST_F(HttpServer, a_half_closed_client_still_gets_its_answers) {
  Socket client(served.port);
  client.say(get("/cold") + get("/hot/item"));
  client.finish();
  EXPECT_EQ(client.hear()->body.size(), 3010u);
  EXPECT_EQ(client.hear()->body.size(), 3010u);
  EXPECT_TRUE(client.ends());
}

TEST_F(HttpServer, requests_may_come_byte_by_byte) {
  Socket client(served.port);
  const auto bytes = post("/echo", "slowly") + get("/hot/item");
  for (const char c : bytes) ASSERT_TRUE(client.say({&c, 1}));
  EXPECT_EQ(client.hear()->body, "slowly");
  EXPECT_EQ(client.hear()->body.size(), 3010u);
}

TEST_F(HttpServer, bodies_of_every_size_arrive_whole) {
  Socket client(served.port);
  for (const std::size_t size : {0ul, 1ul, 3'900ul, 4'096ul, 65'536ul, 65'537ul, 1'000'000ul}) {
    std::string body(size, 'x');
    for (std::size_t i = 0; i < size; ++i) body[i] = static_cast<char>('a' + i % 23);
    ASSERT_TRUE(client.say(post("/echo", body)));
    EXPECT_EQ(client.hear()->body, body) << size;
    std::string chunked = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t at = 0; at < size; at += 7'001) {
      const auto piece = body.substr(at, 7'001);
      char head[20];
      std::snprintf(head, sizeof head, "%zx\r\n", piece.size());
      chunked += head + piece + "\r\n";
    }
    ASSERT_TRUE(client.say(chunked + "0\r\n\r\n" + get("/hot/item")));
    EXPECT_EQ(client.hear()->body, body) << size;
    EXPECT_EQ(client.hear()->body.size(), 3010u);
  }
}

TEST_F(HttpServer, expect_100_continue_is_told_to_go_on_or_refused_at_once) {
  Socket client(served.port);
  client.say("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(client.hear()->status, 100);
  client.say("abc");
  EXPECT_EQ(client.hear()->body, "abc");
  client.say("POST /upload HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3000000\r\n\r\n");
  EXPECT_EQ(client.hear()->status, 401);
  EXPECT_TRUE(client.ends());
}

TEST_F(HttpServer, an_upload_is_spooled_to_a_file_that_is_gone_afterwards) {
  Socket client(served.port);
  std::string body(20'000'000, 'u');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * i % 251);
  ASSERT_TRUE(client.say(post("/upload", body, "Authorization: yes\r\n")));
  const auto answer = client.hear().value();
  const auto expected = std::to_string(body.size()) + ' ' + std::to_string(std::hash<std::string>{}(body)) + ' ';
  ASSERT_TRUE(answer.body.starts_with(expected)) << answer.body;
  struct stat unused{};
  EXPECT_NE(::stat(answer.body.substr(expected.size()).c_str(), &unused), 0);
  client.say(post("/upload", "", "Authorization: yes\r\n"));
  EXPECT_TRUE(client.hear()->body.starts_with("0 "));
}

TEST_F(HttpServer, streams_are_sent_chunked_and_a_broken_one_is_cut) {
  Socket client(served.port);
  client.say(get("/stream/3000") + get("/stream/0") + get("/hot/item"));
  EXPECT_EQ(client.hear()->body.size(), 3'000'000u);
  EXPECT_EQ(client.hear()->body.size(), 0u);
  EXPECT_EQ(client.hear()->body.size(), 3010u);
  client.say("HEAD /stream/3 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.hear(true)->status, 200);
  client.say(get("/stream/-1"));
  EXPECT_FALSE(client.hear());
  Socket old(served.port);
  old.say("GET /stream/2 HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.raw_rest().substr(old.raw_rest().find("\r\n\r\n") + 4).size(), 2000u);
}

TEST_F(HttpServer, the_callers_trace_goes_on_and_a_malformed_one_does_not) {
  Socket client(served.port);
  const std::string id = "4bf92f3577b34da6a3ce929d0e0e4736";
  client.say(get("/trace", "traceparent: 00-" + id + "-00f067aa0ba902b7-01\r\n"));
  auto answer = client.hear().value();
  EXPECT_EQ(answer.header("x-correlation-id"), id);
  EXPECT_TRUE(answer.body.starts_with("00-" + id)) << answer.body;
  EXPECT_TRUE(answer.body.ends_with(" 00f067aa0ba902b7"));
  client.say(get("/hot/item", "traceparent: 00-" + id + "-00f067aa0ba902b7-01\r\n"));
  EXPECT_EQ(client.hear()->header("x-correlation-id"), id);
  client.say(get("/trace", "traceparent: 00-" + id + "-nonsense-01\r\n"));
  answer = client.hear().value();
  EXPECT_NE(answer.header("x-correlation-id"), id);
  EXPECT_EQ(answer.header("x-correlation-id").size(), 32u);
}

TEST_F(HttpServer, other_methods_are_405_or_told_by_options) {
  Socket client(served.port);
  client.say("DELETE /cold HTTP/1.1\r\nHost: a\r\n\r\n");
  auto answer = client.hear().value();
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.header("allow"), "GET, HEAD");
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  client.say("OPTIONS /cold HTTP/1.1\r\nHost: a\r\n\r\n");
  answer = client.hear().value();
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.header("allow"), "GET, HEAD");
  client.say("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.hear()->status, 404);
}

TEST_F(HttpServer, a_value_cannot_begin_a_header_of_its_own) {
  Socket client(served.port);
  client.say(get("/inject"));
  const auto answer = client.hear().value();
  EXPECT_EQ(answer.header("set-cookie"), "");
  EXPECT_EQ(answer.header("location"), "/a  Set-Cookie: stolen=1");
}

TEST_F(HttpServer, http_1_0_is_spoken_to_those_who_speak_it) {
  Socket client(served.port);
  client.say("GET /hot/item HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(client.hear()->header("connection"), "keep-alive");
  client.say("GET /hot/item HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.hear()->header("connection"), "close");
  EXPECT_TRUE(client.ends());
}

TEST_F(HttpServer, what_was_answered_is_counted_by_route) {
  Socket client(served.port);
  for (int i = 0; i < 3; ++i) client.say(get("/hot/item"));
  for (int i = 0; i < 3; ++i) client.hear();
  client.say(get("/nowhere"));
  client.hear();
  const auto text = served.registry.expose();
  EXPECT_NE(text.find(R"(http_requests_total{method="GET",route="/hot/{id}",status="2xx"} 3)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"(http_requests_total{method="any",route="none",status="4xx"} 1)"), std::string::npos);
  EXPECT_NE(text.find(R"(http_request_duration_seconds_count{method="GET",route="/hot/{id}"} 3)"), std::string::npos);
}

TEST_F(HttpServer, many_connections_are_served_at_once) {
  std::vector<std::unique_ptr<Socket>> clients;
  for (int i = 0; i < 1'000; ++i) clients.push_back(std::make_unique<Socket>(served.port));
  for (auto& client : clients) ASSERT_TRUE(client->say(get("/cold")));
  for (auto& client : clients) ASSERT_EQ(client->hear()->body.size(), 3010u);
}

TEST(HttpServerStart, says_what_is_in_the_way) {
  const Router router = shop();
  Served first(router);
  const auto taken = Server::start({.listeners = {{.port = first.port}}}, router);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, "listen_failed");
  EXPECT_NE(taken.error().detail.find("127.0.0.1:" + std::to_string(first.port)), std::string::npos) << taken.error().detail;
  EXPECT_EQ(Server::start({.listeners = {{.address = "nonsense"}}}, router).error().code, "listen_address");
  EXPECT_EQ(Server::start({.listeners = {{.tls = true}}, .tls = TlsOptions{"/none.pem", "/none.pem"}}, router).error().code, "tls_files");
}

}  // namespace
}  // namespace atelier::http
