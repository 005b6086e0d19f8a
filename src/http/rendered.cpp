// How answers are rendered in advance.
#include <openssl/sha.h>

#include "base/encoding.h"
#include "http/compress.h"
#include "http/message.h"
#include "http/status.h"
#include "http/uri.h"

namespace atelier::http {
namespace {

// Under one packet (1,500 bytes less the heads of IP, TCP, TLS and ours) fewer bytes are no sooner there.
constexpr std::size_t kWorthCompressing = 1'000;

std::string etag_of(std::string_view body) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest);
  // 96 bits: enough that no two versions of one resource ever share a tag.
  return '"' + base::to_base64url(std::string_view(reinterpret_cast<const char*>(digest), 12)) + '"';
}

void append_header(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

std::string head_of(int status) {
  std::string head = "HTTP/1.1 " + std::to_string(status) + ' ';
  return head.append(reason_phrase(status)).append("\r\n");
}

RenderedAnswer::Variant variant(std::string_view head, std::string_view coding, std::string_view body) {
  RenderedAnswer::Variant made;
  made.bytes = head;
  if (!coding.empty()) append_header(made.bytes, "Content-Encoding", coding);
  append_header(made.bytes, "Content-Length", std::to_string(body.size()));
  made.bytes += "\r\n";
  made.head_size = made.bytes.size();
  made.bytes += body;
  made.bytes.shrink_to_fit();
  return made;
}

}  // namespace

std::shared_ptr<const RenderedAnswer> RenderedAnswer::make(int status, std::string_view body, const Options& options) {
  auto answer = std::make_shared<RenderedAnswer>();
  answer->status = status;
  answer->etag = etag_of(body);

  std::optional<std::string> gzipped;
  std::optional<std::string> brotlied;
  if (!options.gzip_body.empty()) gzipped = options.gzip_body;
  if (!options.brotli_body.empty()) brotlied = options.brotli_body;
  if (options.compress && body.size() >= kWorthCompressing) {
    if (!gzipped) gzipped = http::gzip(body);
    if (!brotlied) brotlied = http::brotli(body, options.brotli_quality);
  }

  std::string shared;  // what 200 and 304 have in common (RFC 9110 §15.4.5)
  if (!options.cache_control.empty()) append_header(shared, "Cache-Control", options.cache_control);
  append_header(shared, "ETag", answer->etag);
  if (gzipped || brotlied) append_header(shared, "Vary", "Accept-Encoding");
  for (const auto& [name, value] : options.headers) {
    append_header(shared, name, value);
    if (equal_ignoring_case(name, "content-security-policy")) answer->has_policy = true;
  }
  std::string head = head_of(status);
  append_header(head, "Content-Type", options.content_type);
  head += shared;
  answer->identity = variant(head, "", body);
  if (gzipped) answer->gzip = variant(head, "gzip", *gzipped);
  if (brotlied) answer->brotli = variant(head, "br", *brotlied);
  answer->not_modified = head_of(304) + shared + "\r\n";
  return answer;
}

}  // namespace atelier::http
