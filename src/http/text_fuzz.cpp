// Any bytes as query, form, cookie header, Accept-Encoding, If-None-Match, traceparent.
#include <cstdint>

#include "base/check.h"
#include "base/random.h"
#include "http/form.h"
#include "http/message.h"
#include "http/trace.h"
#include "http/uri.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace atelier;
  using namespace atelier::http;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  CHECK(form_decode(text).size() <= size);
  CHECK(percent_decode(percent_encode(text)) == text, "what is encoded is decoded to itself");
  if (const auto form = decode_form(text)) {
    const auto again = decode_form(encode_form(*form));
    CHECK(again && *again == *form, "a form written is read as it was");
  }
  Request request;
  request.query = text;
  request.headers = {{"Cookie", text}, {"cookie", text}};
  (void)request.query_values("a");
  (void)request.query_value(text);
  if (const auto value = request.cookie("a")) CHECK(value->size() <= size);
  (void)accepts_coding(text, "br");
  (void)list_contains(text, "close");
  (void)etag_matches(text, "\"a\"");

  SeededRandom random(1);
  if (const auto trace = take_trace(text, random)) {
    const auto again = take_trace(trace->to_traceparent(), random);
    CHECK(again && again->trace_id == trace->trace_id && again->parent_id == trace->span_id, "our traceparent is one");
  }
  return 0;
}
