#include "http/internal/request_parser.h"

#include <gtest/gtest.h>

namespace atelier::http::internal {
namespace {

const ServerLimits kLimits;

int status_of(std::string_view bytes) {
  RequestParser parser(kLimits);
  const auto head = parser.parse_head(bytes);
  if (!head) return head.error().status;
  return *head == 0 ? 0 : 200;
}

struct Collect final : BodySink {
  std::string body;
  std::size_t limit = 1'000'000;
  bool take(std::string_view piece) override {
    body += piece;
    return body.size() <= limit;
  }
};

TEST(RequestParser, reads_a_head_whole_or_in_any_pieces) {
  const std::string bytes =
      "GET /v1/items?market=fr HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\nIf-None-Match: \"x\"\r\ntraceparent: t\r\n\r\n";
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    RequestParser parser(kLimits);
    ASSERT_EQ(parser.parse_head(bytes.substr(0, cut)), 0u) << cut;
    const std::string more = bytes + "GET /next";
    ASSERT_EQ(parser.parse_head(more), bytes.size());
    EXPECT_EQ(parser.head().host, "a");
  }
  RequestParser parser(kLimits);
  ASSERT_EQ(parser.parse_head(bytes), bytes.size());
  EXPECT_EQ(parser.head().target, "/v1/items?market=fr");
  EXPECT_EQ(parser.head().accept_encoding, "br");
  EXPECT_EQ(parser.head().if_none_match, "\"x\"");
  EXPECT_EQ(parser.head().traceparent, "t");
  EXPECT_TRUE(parser.head().keep_alive);
  EXPECT_TRUE(parser.body_done());
}

TEST(RequestParser, what_two_servers_could_read_differently_is_refused) {
  const std::string host = "Host: a\r\n";
  const auto get = [&](std::string_view headers) {
    return status_of("POST / HTTP/1.1\r\n" + host + std::string(headers) + "\r\n");
  };
  EXPECT_EQ(get("Content-Length: 1\r\nContent-Length: 1\r\n"), 400);
  EXPECT_EQ(get("Content-Length: 1\r\nContent-Length: 2\r\n"), 400);
  EXPECT_EQ(get("Content-Length: 1, 1\r\n"), 400);
  EXPECT_EQ(get("Content-Length: +1\r\n"), 400);
  EXPECT_EQ(get("Content-Length: 0x1\r\n"), 400);
  EXPECT_EQ(get("Content-Length: \r\n"), 400);
  EXPECT_EQ(get("Content-Length: 99999999999999999999\r\n"), 400);
  EXPECT_EQ(get("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(get("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"), 400);
  EXPECT_EQ(get("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(get("Transfer-Encoding: gzip, chunked\r\n"), 501);
  EXPECT_EQ(get("Transfer-Encoding: chunked, identity\r\n"), 501);
  EXPECT_EQ(get("Transfer-Encoding: xchunked\r\n"), 501);
  EXPECT_EQ(get("Transfer-Encoding : chunked\r\n"), 400);
  EXPECT_EQ(get("X: a\r\n b\r\n"), 400);
  EXPECT_EQ(get("X: a\nY: b\r\n"), 400);
  EXPECT_EQ(get("X: a\rY: b\r\n"), 400);
  EXPECT_EQ(get("Host: b\r\n"), 400);
  EXPECT_EQ(get(std::string("X: a\0b\r\n", 8)), 400);
  EXPECT_EQ(get("no colon\r\n"), 400);
  EXPECT_EQ(get(": no name\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400) << "no Host";
  EXPECT_EQ(status_of("GET / HTTP/1.1\nHost: a\n\n"), 400);
  EXPECT_EQ(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
}

TEST(RequestParser, each_wrong_first_line_has_its_status) {
  const auto line = [](std::string text) { return status_of(text + "\r\nHost: a\r\n\r\n"); };
  EXPECT_EQ(line("GET / HTTP/1.1"), 200);
  EXPECT_EQ(line("GET http://a/b?c HTTP/1.1"), 200);
  EXPECT_EQ(line("OPTIONS * HTTP/1.1"), 200);
  EXPECT_EQ(line("TRACE / HTTP/1.1"), 501);
  EXPECT_EQ(line("CONNECT a:443 HTTP/1.1"), 501);
  EXPECT_EQ(line("BREW / HTTP/1.1"), 501);
  EXPECT_EQ(line("GET / HTTP/2.0"), 505);
  EXPECT_EQ(line("GET / HTTP/0.9"), 505);
  EXPECT_EQ(line("GET /"), 400);
  EXPECT_EQ(line("GET  / HTTP/1.1"), 400);
  EXPECT_EQ(line("GET / HTTP/1.1 "), 400);
  EXPECT_EQ(line("GET a HTTP/1.1"), 400);
  EXPECT_EQ(line("GET /%4 HTTP/1.1"), 400);
  EXPECT_EQ(line("GET /%00 HTTP/1.1"), 400);
  EXPECT_EQ(line("GET /é HTTP/1.1"), 400);
  EXPECT_EQ(line("GET /a#b HTTP/1.1"), 400);
  EXPECT_EQ(status_of("\r\nGET / HTTP/1.1\r\n"), 400);
  EXPECT_EQ(status_of("\x16\x03\x01 a TLS hello\r\n\r\n"), 400);
}

TEST(RequestParser, sizes_are_bounded) {
  const std::string path(kLimits.target_bytes, 'a');
  EXPECT_EQ(status_of("GET /" + path + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
  EXPECT_EQ(status_of("GET /" + path + path), 414);
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 200; ++i) many += "X: 1\r\n";
  EXPECT_EQ(status_of(many + "\r\n"), 431);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n"), 431);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'x')), 431);
}

TEST(RequestParser, a_chunked_body_is_put_together_from_any_pieces) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string body = "4;x=y\r\nWiki\r\n5\r\npedia\r\n0\r\nTrailer: t\r\n\r\n";
  for (std::size_t cut = 0; cut <= body.size(); ++cut) {
    RequestParser parser(kLimits);
    ASSERT_EQ(parser.parse_head(head), head.size());
    ASSERT_FALSE(parser.body_done());
    Collect sink;
    const auto used = parser.parse_body(body.substr(0, cut), sink);
    ASSERT_TRUE(used);
    const auto rest = body.substr(*used) + "GET /";
    const auto then = parser.parse_body(rest, sink);
    ASSERT_TRUE(then) << cut;
    EXPECT_EQ(*used + *then, body.size());
    EXPECT_TRUE(parser.body_done());
    EXPECT_EQ(sink.body, "Wikipedia");
    EXPECT_EQ(parser.head().headers.size(), 2u) << "trailers are no headers";
  }
}

// Found by the fuzzer: Beast asserted, which would have let anybody stop the shop.
TEST(RequestParser, a_last_chunk_byte_by_byte_stops_nothing) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string body : {"0\r\nA: b\r\n\r\n", "1\r\nx\r\n0\r\n\r\n", "0\r\n\r\n"}) {
    RequestParser parser(kLimits);
    ASSERT_EQ(parser.parse_head(head), head.size());
    Collect sink;
    std::string held;
    for (const char c : body) {
      held += c;
      const auto used = parser.parse_body(held, sink);
      ASSERT_TRUE(used);
      held.erase(0, *used);
    }
    EXPECT_TRUE(parser.body_done()) << body;
  }
}

TEST(RequestParser, a_malformed_or_endless_chunked_body_is_refused) {
  for (const std::string body : {"x\r\n", "4\nWiki\r\n", "4\r\nWikipedia\r\n", "-1\r\n", "10000000000000000\r\n"}) {
    RequestParser parser(kLimits);
    ASSERT_TRUE(parser.parse_head("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
    Collect sink;
    const auto used = parser.parse_body(body + "0\r\n\r\n", sink);
    EXPECT_FALSE(used) << body;
  }
  RequestParser parser(kLimits);
  ASSERT_TRUE(parser.parse_head("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
  Collect sink;
  EXPECT_FALSE(parser.parse_body("4;" + std::string(10'000, 'x'), sink));
}

TEST(RequestParser, the_sink_may_have_enough) {
  RequestParser parser(kLimits);
  ASSERT_TRUE(parser.parse_head("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n"));
  Collect sink;
  sink.limit = 3;
  const auto used = parser.parse_body("0123456789", sink);
  ASSERT_FALSE(used);
  EXPECT_EQ(used.error().status, 0);
}

TEST(RequestParser, connections_are_kept_as_the_version_says) {
  const auto keeps = [](std::string_view bytes) {
    RequestParser parser(kLimits);
    EXPECT_TRUE(parser.parse_head(bytes));
    return parser.head().keep_alive;
  };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

}  // namespace
}  // namespace atelier::http::internal
