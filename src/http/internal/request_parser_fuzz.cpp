// Any bytes as requests: the head and then the body, cut in pieces as the first byte says; read whole or in pieces, the outcome is the same.
#include <cstdint>
#include <string>

#include "base/check.h"
#include "http/internal/request_parser.h"

namespace {

using namespace atelier::http;
using namespace atelier::http::internal;

struct Collect final : BodySink {
  std::string body;
  bool take(std::string_view piece) override {
    body += piece;
    return body.size() < 100'000;
  }
};

struct Outcome {
  int refused = 0;  // the first status that is not 0, 1 where the sink had enough
  int requests = 0;
  std::size_t headers = 0;
  std::string bodies;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome read_all(const std::string& bytes, std::size_t piece) {
  static const ServerLimits limits{.header_bytes = 2048, .header_count = 20, .target_bytes = 256, .chunk_overhead_bytes = 64};
  Outcome outcome;
  RequestParser parser(limits);
  std::size_t begin = 0;
  while (begin < bytes.size()) {
    std::size_t head_size = 0;
    for (std::size_t end = begin; head_size == 0;) {
      if (end == bytes.size()) return outcome;
      end = std::min(end + piece, bytes.size());
      const auto head = parser.parse_head(std::string_view(bytes).substr(begin, end - begin));
      if (!head) {
        outcome.refused = head.error().status;
        return outcome;
      }
      head_size = *head;
    }
    CHECK(head_size <= bytes.size() - begin);
    CHECK(parser.head().target.starts_with('/'));
    CHECK(!parser.head().chunked || !parser.head().content_length);
    begin += head_size;
    outcome.headers += parser.head().headers.size();
    Collect sink;
    for (std::size_t end = begin; !parser.body_done();) {
      if (end == bytes.size()) return outcome;
      end = std::min(end + piece, bytes.size());
      const auto used = parser.parse_body(std::string_view(bytes).substr(begin, end - begin), sink);
      if (!used) {
        outcome.refused = used.error().status == 0 ? 1 : used.error().status;
        return outcome;
      }
      begin += *used;
    }
    ++outcome.requests;
    outcome.bodies += sink.body + '|';
    parser.reset();
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = read_all(bytes, bytes.size());
  const auto pieces = read_all(bytes, 1 + data[0] % 40);
  // Where a bound is passed, pieces may meet another bound first, or the same one at another place; what is taken must be the same.
  if (whole.refused == 0 && pieces.refused == 0) {
    CHECK(whole == pieces, "pieces are read as the whole is");
  }
  return 0;
}
