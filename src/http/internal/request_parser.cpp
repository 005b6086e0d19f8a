#include "http/internal/request_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <charconv>
#include <cstring>

#include "http/uri.h"

namespace atelier::http::internal {
namespace beast = boost::beast;
using beast::http::field;
using ErrorCode = beast::error_code;

namespace {

constexpr Refusal kMalformed{400, "malformed_request", "The request is not HTTP/1.1 as RFC 9112 has it."};
constexpr Refusal kBareLineFeed{400, "malformed_request", "Lines end with CR LF."};
constexpr Refusal kFolded{400, "malformed_request", "A header stands on one line (RFC 9112 §5.2)."};
constexpr Refusal kBadLength{400, "malformed_request", "Content-Length must be given once, as a whole number."};
constexpr Refusal kLengthAndCoding{400, "malformed_request", "Content-Length and Transfer-Encoding exclude each other."};
constexpr Refusal kBadCoding{501, "not_implemented", "Of transfer codings only chunked is known here."};
constexpr Refusal kBadHost{400, "malformed_request", "HTTP/1.1 needs exactly one Host."};
constexpr Refusal kBadTarget{400, "malformed_request", "The address must be a path in ASCII with whole %-escapes and no %00."};
constexpr Refusal kLongTarget{414, "uri_too_long", "The address is longer than 8 KiB."};
constexpr Refusal kBigHead{431, "headers_too_large", "The headers are larger than 32 KiB or more than 100."};
constexpr Refusal kBadMethod{501, "not_implemented", "Known methods: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS."};
constexpr Refusal kBadVersion{505, "http_version_not_supported", "HTTP/1.1 and HTTP/1.0 are spoken here."};
constexpr Refusal kBadExpectation{417, "expectation_failed", "Of expectations only 100-continue is known."};
constexpr Refusal kBadChunk{400, "malformed_request", "The chunked body is malformed."};
constexpr std::size_t kLastChunk = 5;  // "0\r\n\r\n"
constexpr Refusal kEnough{0, "", ""};

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

std::optional<Method> method_of(beast::http::verb verb) {
  switch (verb) {
    case beast::http::verb::get: return Method::get;
    case beast::http::verb::head: return Method::head;
    case beast::http::verb::post: return Method::post;
    case beast::http::verb::put: return Method::put;
    case beast::http::verb::patch: return Method::patch;
    case beast::http::verb::delete_: return Method::del;
    case beast::http::verb::options: return Method::options;
    default: return std::nullopt;
  }
}

// Whole escapes, no control characters, no NUL: a path that every layer reads alike.
bool is_clean_target(std::string_view target) {
  const auto hex = [](char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f'); };
  bool in_path = true;  // a query's stray "%" is taken as it is
  for (std::size_t i = 0; i < target.size(); ++i) {
    const auto c = static_cast<unsigned char>(target[i]);
    if (c <= 0x20 || c >= 0x7f || c == '#' || c == '\\') return false;
    if (c == '?') in_path = false;
    if (c != '%' || !in_path) continue;
    if (target.size() - i < 3 || !hex(target[i + 1]) || !hex(target[i + 2])) return false;
    if (target[i + 1] == '0' && target[i + 2] == '0') return false;
  }
  return true;
}

// " HTTP/2.0": well formed, and not ours.
bool ends_with_a_version(std::string_view line) {
  if (line.size() < 9) return false;
  const auto end = line.substr(line.size() - 9);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return end.starts_with(" HTTP/") && digit(end[6]) && end[7] == '.' && digit(end[8]);
}

// "http://host/path" → "/path" (RFC 9112 §3.2.2); "" where it is neither.
std::string_view origin_form(std::string_view target, Method method) {
  if (target.starts_with('/')) return target;
  if (target == "*" && method == Method::options) return "/*";
  const auto scheme = target.find("://");
  if (scheme == std::string_view::npos || scheme > 5) return {};
  const auto path = target.find_first_of("/?", scheme + 3);
  if (path == std::string_view::npos) return "/";
  return target[path] == '/' ? target.substr(path) : std::string_view{};
}

}  // namespace

class RequestParser::Grammar final : public beast::http::basic_parser<true> {
 public:
  explicit Grammar(ParsedHead& head, const ServerLimits& limits) : head_(head), limits_(limits) {
    eager(true);
    body_limit(boost::none);  // ours are by route
    header_limit(static_cast<std::uint32_t>(limits.header_bytes + limits.chunk_overhead_bytes));
  }

  std::optional<Refusal> refusal;
  BodySink* sink = nullptr;
  bool begun_body = false;
  std::size_t chunked_headers = 0;

 private:
  // Any error stops Beast; what we mean by it stands in `refusal`.
  void refuse(const Refusal& why, ErrorCode& error) {
    refusal = why;
    error = beast::http::error::bad_value;
  }

  void on_request_impl(beast::http::verb verb, beast::string_view, beast::string_view target, int version,
                       ErrorCode& error) override {
    if (target.size() > limits_.target_bytes) return refuse(kLongTarget, error);
    const auto method = method_of(verb);
    if (!method) return refuse(kBadMethod, error);
    head_.method = *method;
    head_.http_1_1 = version == 11;
    head_.target = origin_form(view(target), *method);
    if (head_.target.empty() || !is_clean_target(head_.target)) return refuse(kBadTarget, error);
  }

  void on_response_impl(int, beast::string_view, int, ErrorCode&) override {}

  void on_field_impl(field name, beast::string_view name_text, beast::string_view value_text, ErrorCode& error) override {
    if (begun_body) {  // a trailer: read past
      if (++chunked_headers > limits_.header_count) refuse(kBigHead, error);
      return;
    }
    const auto value = view(value_text);
    if (head_.headers.size() >= limits_.header_count) return refuse(kBigHead, error);
    head_.headers.push_back({view(name_text), value});
    switch (name) {
      case field::content_length: return take_length(value, error);
      case field::transfer_encoding: return take_coding(value, error);
      case field::host:
        if (head_.host.data() != nullptr) return refuse(kBadHost, error);
        head_.host = std::string_view(value.data() == nullptr ? "" : value.data(), value.size());
        return;
      case field::expect:
        if (!equal_ignoring_case(value, "100-continue")) return refuse(kBadExpectation, error);
        head_.expects_continue = true;
        return;
      case field::accept_encoding: head_.accept_encoding = value; return;
      case field::if_none_match: head_.if_none_match = value; return;
      case field::unknown:
        if (name_text.size() == 11 && equal_ignoring_case(view(name_text), "traceparent")) head_.traceparent = value;
        return;
      default: return;
    }
  }

  void take_length(std::string_view value, ErrorCode& error) {
    std::uint64_t length = 0;
    const auto* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, length);
    const bool digits = !value.empty() && read.ec == std::errc{} && read.ptr == end;
    if (!digits || head_.content_length) return refuse(kBadLength, error);
    if (head_.chunked) return refuse(kLengthAndCoding, error);
    head_.content_length = length;
  }

  void take_coding(std::string_view value, ErrorCode& error) {
    if (head_.content_length || head_.chunked || !head_.http_1_1) return refuse(kLengthAndCoding, error);
    if (!equal_ignoring_case(value, "chunked")) return refuse(kBadCoding, error);
    head_.chunked = true;
  }

  void on_header_impl(ErrorCode&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}

  std::size_t give(beast::string_view body, ErrorCode& error) {
    if (sink != nullptr && !sink->take(view(body))) refuse(kEnough, error);
    return body.size();
  }
  std::size_t on_body_impl(beast::string_view body, ErrorCode& error) override { return give(body, error); }
  void on_chunk_header_impl(std::uint64_t, beast::string_view extensions, ErrorCode& error) override {
    if (extensions.size() > limits_.chunk_overhead_bytes) refuse(kBadChunk, error);
  }
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, ErrorCode& error) override {
    return body.empty() ? 0 : give(body, error);
  }
  void on_finish_impl(ErrorCode&) override {}

  ParsedHead& head_;
  const ServerLimits& limits_;
};

RequestParser::RequestParser(const ServerLimits& limits) : limits_(limits) { reset(); }
RequestParser::~RequestParser() = default;

void RequestParser::reset() {
  auto headers = std::move(head_.headers);  // its memory serves the next request
  headers.clear();
  head_ = {};
  head_.headers = std::move(headers);
  lines_end_ = 0;
  if (grammar_) {  // Beast's parser is of one message: made anew where it stands
    std::destroy_at(grammar_.get());
    std::construct_at(grammar_.get(), head_, limits_);
  } else {
    grammar_ = std::make_unique<Grammar>(head_, limits_);
  }
}

// Looks at each line once, however slowly they come. 0: not whole yet.
std::expected<std::size_t, Refusal> RequestParser::find_end_of_head(std::string_view bytes) {
  while (lines_end_ < bytes.size()) {
    const char* begin = bytes.data() + lines_end_;
    const std::size_t room = std::min(bytes.size(), limits_.header_bytes) - std::min(lines_end_, limits_.header_bytes);
    const auto* feed = room == 0 ? nullptr : static_cast<const char*>(std::memchr(begin, '\n', room));
    if (feed == nullptr) break;
    if (feed == begin || feed[-1] != '\r') return std::unexpected(kBareLineFeed);
    if (lines_end_ > 0 && (*begin == ' ' || *begin == '\t')) return std::unexpected(kFolded);
    const bool empty = feed == begin + 1;
    if (empty && lines_end_ == 0) return std::unexpected(kMalformed);
    lines_end_ = static_cast<std::size_t>(feed - bytes.data()) + 1;
    if (empty) return lines_end_;
  }
  // Room for the method and the version beside the target.
  if (lines_end_ == 0 && bytes.size() > limits_.target_bytes + 64) return std::unexpected(kLongTarget);
  if (bytes.size() >= limits_.header_bytes) return std::unexpected(kBigHead);
  return 0;
}

std::expected<std::size_t, Refusal> RequestParser::parse_head(std::string_view bytes) {
  const auto size = find_end_of_head(bytes);
  if (!size || *size == 0) return size;
  // A first line longer than a target may be is refused as such even when the whole head came at once.
  ErrorCode error;
  const auto used = grammar_->put(boost::asio::const_buffer(bytes.data(), *size), error);
  if (grammar_->refusal) return std::unexpected(*grammar_->refusal);
  if (error == beast::http::error::bad_version && ends_with_a_version(bytes.substr(0, bytes.find('\r')))) {
    return std::unexpected(kBadVersion);
  }
  if (error == beast::http::error::header_limit) return std::unexpected(kBigHead);
  if (error && error != beast::http::error::need_more) return std::unexpected(kMalformed);
  if (!grammar_->is_header_done() || used != *size) return std::unexpected(kMalformed);
  grammar_->begun_body = true;
  if (auto refused = check_head()) return std::unexpected(*refused);
  return *size;
}

std::optional<Refusal> RequestParser::check_head() {
  if (head_.http_1_1 && head_.host.data() == nullptr) return kBadHost;
  head_.keep_alive = grammar_->keep_alive();
  return std::nullopt;
}

bool RequestParser::body_done() const { return grammar_->is_done(); }

std::expected<std::size_t, Refusal> RequestParser::parse_body(std::string_view bytes, BodySink& sink) {
  std::size_t used = 0;
  grammar_->sink = &sink;
  // Beast returns after each piece of its grammar; go on while it makes progress. Of a chunked body at least "0 CR LF CR LF" is still to come
  // until it is done, and Beast 1.81 stops the process (an assertion) where it is handed less of its last chunk a second time.
  const std::size_t least = head_.chunked ? kLastChunk : 1;
  while (bytes.size() - used >= least && !grammar_->is_done()) {
    ErrorCode error;
    const auto piece = grammar_->put(boost::asio::const_buffer(bytes.data() + used, bytes.size() - used), error);
    used += piece;
    if (grammar_->refusal) return std::unexpected(*grammar_->refusal);
    if (error && error != beast::http::error::need_more) return std::unexpected(kBadChunk);
    if (piece == 0) break;
  }
  if (head_.chunked && !grammar_->is_done() && bytes.size() - used > limits_.chunk_overhead_bytes) {
    return std::unexpected(kBadChunk);
  }
  return used;
}

}  // namespace atelier::http::internal
