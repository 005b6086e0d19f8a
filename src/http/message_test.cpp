#include "http/message.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "http/form.h"
#include "http/problem.h"
#include "http/testing.h"
#include "http/trace.h"
#include "http/uri.h"

namespace atelier::http {
namespace {

TEST(Request, query_values_are_decoded) {
  const testing::Call call{.target = "/v1/search?q=caf%C3%A9+cr%C3%A8me&size=38&size=40&%73ort=name&flag&bad=%zz"};
  const auto request = call.request();
  EXPECT_EQ(request.path, "/v1/search");
  EXPECT_EQ(request.query_value("q"), "café crème");
  EXPECT_EQ(request.query_values("size"), (std::vector<std::string>{"38", "40"}));
  EXPECT_EQ(request.query_value("sort"), "name");
  EXPECT_EQ(request.query_value("flag"), "");
  EXPECT_EQ(request.query_value("bad"), "%zz");
  EXPECT_EQ(request.query_value("absent"), std::nullopt);
}

TEST(Request, headers_and_cookies_are_found) {
  const testing::Call call{.target = "/", .headers = {{"COOKIE", "a=1; b=\"two\"; a=3"}, {"If-Match", "\"x\""}}};
  const auto request = call.request();
  EXPECT_EQ(request.header("if-match"), "\"x\"");
  EXPECT_EQ(request.cookie("a"), "1");
  EXPECT_EQ(request.cookie("b"), "two");
  EXPECT_EQ(request.cookie("A"), std::nullopt);
}

TEST(Form, fields_are_bounded_and_decoded) {
  EXPECT_EQ(decode_form("a=1&&b=x%20y&c"), (Form{{"a", "1"}, {"b", "x y"}, {"c", ""}}));
  std::string hostile;
  for (int i = 0; i < 5000; ++i) hostile += "a=1&";
  EXPECT_EQ(decode_form(hostile), std::nullopt);
  EXPECT_EQ(percent_decode("%4"), std::nullopt);
  EXPECT_EQ(percent_decode("%41%"), std::nullopt);
  EXPECT_EQ(percent_decode(percent_encode("a/b é&")), "a/b é&");
}

TEST(Uri, accept_encoding_is_read_as_rfc_9110_says) {
  EXPECT_TRUE(accepts_coding("gzip, deflate, br", "br"));
  EXPECT_TRUE(accepts_coding("GZIP;q=0.5", "gzip"));
  EXPECT_FALSE(accepts_coding("br;q=0, gzip", "br"));
  EXPECT_FALSE(accepts_coding("br;q=0.000", "br"));
  EXPECT_TRUE(accepts_coding("*", "br"));
  EXPECT_FALSE(accepts_coding("*, br; q=0", "br"));
  EXPECT_FALSE(accepts_coding("", "gzip"));
  EXPECT_FALSE(accepts_coding("gzipx", "gzip"));
}

TEST(Uri, if_none_match_is_compared_weakly) {
  EXPECT_TRUE(etag_matches("\"a\"", "\"a\""));
  EXPECT_TRUE(etag_matches("\"x\", W/\"a\"", "\"a\""));
  EXPECT_TRUE(etag_matches("*", "\"a\""));
  EXPECT_FALSE(etag_matches("a", "\"a\""));
  EXPECT_FALSE(etag_matches("", "\"a\""));
}

TEST(RenderedAnswer, has_every_coding_and_the_304_of_one_body) {
  const std::string body(3000, 'x');
  const auto answer = RenderedAnswer::make(200, body, {.headers = {{"Content-Language", "fr"}}});
  const auto head = answer->identity.bytes.substr(0, answer->identity.head_size);
  EXPECT_EQ(answer->identity.bytes.substr(answer->identity.head_size), body);
  EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_NE(head.find("Content-Length: 3000\r\n"), std::string::npos);
  EXPECT_NE(head.find("ETag: " + answer->etag + "\r\n"), std::string::npos);
  EXPECT_NE(head.find("Vary: Accept-Encoding\r\n"), std::string::npos);
  EXPECT_NE(head.find("Content-Language: fr\r\n"), std::string::npos);
  ASSERT_TRUE(answer->gzip && answer->brotli);
  EXPECT_LT(answer->brotli->bytes.size(), 500u);
  EXPECT_NE(answer->brotli->bytes.find("Content-Encoding: br\r\n"), std::string::npos);
  EXPECT_TRUE(answer->not_modified.starts_with("HTTP/1.1 304 Not Modified\r\n"));
  EXPECT_EQ(answer->not_modified.find("Content-Length"), std::string::npos);
  EXPECT_NE(answer->not_modified.find("ETag: " + answer->etag), std::string::npos);
}

TEST(RenderedAnswer, small_bodies_are_not_compressed_and_other_bodies_have_other_tags) {
  const auto a = RenderedAnswer::make(200, "a", {});
  const auto b = RenderedAnswer::make(200, "b", {});
  EXPECT_FALSE(a->gzip || a->brotli);
  EXPECT_EQ(a->identity.bytes.find("Vary"), std::string::npos);
  EXPECT_NE(a->etag, b->etag);
}

TEST(Problem, says_what_is_wrong_by_field) {
  const auto response = problem(json::Problems{{"/lines/0/quantity", "wrong_type", "a whole \"number\""}});
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(testing::header_of(response, "content-type"), "application/problem+json");
  EXPECT_EQ(response.body,
            R"({"type":"urn:atelier:problem:invalid_request","title":"Invalid request","status":400,"code":"invalid_request",)"
            R"("detail":"One field of the request cannot be read.",)"
            R"("errors":[{"field":"/lines/0/quantity","code":"wrong_type","expected":"a whole \"number\""}]})");
  EXPECT_NE(problem(json::Problems{{"", "not_json", "JSON"}}).body.find("malformed_json"), std::string::npos);
}

TEST(Problem, an_internal_error_keeps_its_detail_to_itself) {
  const auto response = problem(Error{ErrorKind::internal, "record_corrupt", "crt_1: not JSON"});
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("record_corrupt"), std::string::npos);
  EXPECT_EQ(response.note, "record_corrupt: crt_1: not JSON");
  EXPECT_EQ(problem(Error{ErrorKind::conflict, "sold_out", ""}).status, 409);
  EXPECT_EQ(testing::header_of(problem(Error{ErrorKind::unavailable, "x", ""}), "retry-after"), "1");
}

TEST(Problem, another_media_type_is_refused_by_name) {
  const testing::Call form{.method = Method::post, .target = "/", .body = "a=1", .headers = {{"Content-Type", "text/plain"}}};
  EXPECT_EQ(refuse_media_type(form.request(), "application/json")->status, 415);
  const testing::Call json{
      .method = Method::post, .target = "/", .body = "{}", .headers = {{"Content-Type", "Application/JSON; charset=utf-8"}}};
  EXPECT_FALSE(refuse_media_type(json.request(), "application/json"));
}

TEST(Trace, the_callers_trace_is_taken_and_gets_a_span_of_ours) {
  SeededRandom random(1);
  const auto trace = take_trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", random);
  ASSERT_TRUE(trace);
  EXPECT_EQ(trace->trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(trace->parent_id, "00f067aa0ba902b7");
  EXPECT_EQ(trace->span_id.size(), 16u);
  EXPECT_EQ(trace->to_traceparent(), "00-4bf92f3577b34da6a3ce929d0e0e4736-" + trace->span_id + "-01");
  EXPECT_TRUE(take_trace("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later", random));
}

TEST(Trace, what_is_no_traceparent_is_not_taken) {
  SeededRandom random(1);
  for (const char* text : {"", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
                           "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                           "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                           "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                           "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                           "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}) {
    EXPECT_FALSE(take_trace(text, random)) << text;
  }
}

}  // namespace
}  // namespace atelier::http
