#include "api/media/media.h"

#include <charconv>

#include "http/problem.h"

namespace atelier::api {
namespace {

using item_management::media::Format;

struct Asked {
  int width = 0;
  std::optional<Format> format;  // nullopt: after Accept
};

std::optional<Asked> parse_rendition(std::string_view text) {
  Asked asked;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), asked.width);
  if (error != std::errc() || !item_management::media::is_width(asked.width) || text[0] == '0')
    return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (rest == ".avif")
    asked.format = Format::avif;
  else if (rest == ".webp")
    asked.format = Format::webp;
  else if (rest == ".jpg")
    asked.format = Format::jpeg;
  else if (!rest.empty())
    return std::nullopt;
  return asked;
}

// Browsers name the formats they know; a weight of 0 is a no. "image/*" and "*/*" say nothing about AVIF and
// WebP.
bool accepts(std::string_view accept, std::string_view type) {
  const auto at = accept.find(type);
  if (at == std::string_view::npos) return false;
  const auto rest = accept.substr(at + type.size());
  const auto entry = rest.substr(0, rest.find(','));
  return entry.find("q=0") == std::string_view::npos || entry.find("q=0.") != std::string_view::npos;
}

Format negotiate(std::string_view accept) {
  if (accepts(accept, "image/avif")) return Format::avif;
  if (accepts(accept, "image/webp")) return Format::webp;
  return Format::jpeg;
}

http::Response nothing_here() {
  return http::problem(404, "not_found", "There is no such photo at this width.");
}

Task<http::Response> get_photo(item_management::media::Photos& photos, const http::Request& request) {
  const auto asked = parse_rendition(request.parameter("rendition"));
  const std::string hash(request.parameter("hash"));
  if (!asked || !item_management::media::is_photo_hash(hash)) co_return nothing_here();
  const Format format = asked->format.value_or(negotiate(request.header("accept")));
  auto made = co_await photos.rendition(hash, asked->width, format);
  // "Too many pictures at once" is the server's state, not the visitor's fault.
  if (!made && made.error().kind == ErrorKind::exhausted) {
    co_return http::problem(503, "unavailable", made.error().detail).set("Retry-After", "2");
  }
  if (!made) co_return http::problem(made.error());
  if (!*made) co_return nothing_here();
  http::Response response;
  response.body = **made;
  response.set("Content-Type", std::string(content_type(format)))
      .set("Cache-Control", "public, max-age=31536000, immutable")
      .set("ETag", "\"" + hash.substr(0, 32) + "-" + std::to_string(asked->width) + "-" +
                       std::string(extension(format)) + "\"");
  if (!asked->format) response.set("Vary", "Accept");
  co_return response;
}

}  // namespace

void register_media_routes(http::Router& router, MediaDependencies dependencies) {
  auto& photos = dependencies.photos;
  router.add(http::Method::get, "/media/{hash}/{rendition}",
             [&photos](http::Request& request) { return get_photo(photos, request); });
}

}  // namespace atelier::api
