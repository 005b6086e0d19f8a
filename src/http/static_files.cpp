#include "http/static_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace atelier::http {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMaxBytes = 256 * 1024 * 1024;

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml"},
    {".csv", "text/csv; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".gif", "image/gif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".pdf", "application/pdf"},
};

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/json") || type.ends_with("+json") ||
         type.ends_with("xml") || type == "application/wasm";
}

std::optional<std::string> read_whole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (file.bad()) return std::nullopt;
  return bytes;
}

bool is_coding_of_another(const fs::path& path) {
  const auto ending = path.extension();
  if (ending != ".br" && ending != ".gz") return false;
  auto plain = path;
  return fs::exists(plain.replace_extension());
}

std::shared_ptr<const RenderedAnswer> render(const fs::path& path, const std::string& name, const std::string& bytes) {
  const auto type = content_type_of(name);
  const bool hashed = name.starts_with("assets/") || name.find("/assets/") != std::string::npos;
  const auto brotli = read_whole(path.string() + ".br").value_or("");
  const auto gzip = read_whole(path.string() + ".gz").value_or("");
  return RenderedAnswer::make(200, bytes,
                              {.content_type = type,
                               .cache_control = hashed ? "public, max-age=31536000, immutable" : "no-cache",
                               .headers = {},
                               .compress = is_text(type),
                               .brotli_quality = 9,  // once a start; 11 would take seconds a megabyte
                               .gzip_body = gzip,
                               .brotli_body = brotli});
}

}  // namespace

std::string_view content_type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

Result<StaticFiles> StaticFiles::load(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return fail(ErrorKind::not_found, "static_folder", folder + " is no folder of web files");
  StaticFiles files;
  std::size_t total = 0;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const auto& path = entry->path();
    if (path.filename().string().starts_with('.')) {
      if (entry->is_directory(error)) entry.disable_recursion_pending();
      continue;
    }
    if (!fs::is_regular_file(entry->symlink_status(error)) || is_coding_of_another(path)) continue;
    const auto bytes = read_whole(path);
    if (!bytes) return fail(ErrorKind::internal, "static_file", path.string() + " cannot be read");
    total += bytes->size();
    if (total > kMaxBytes) return fail(ErrorKind::exhausted, "static_folder", folder + " is over 256 MB: is it the built web app?");
    const auto name = fs::relative(path, folder, error).generic_string();
    files.files_.emplace(name, render(path, name, *bytes));
  }
  if (error) return fail(ErrorKind::internal, "static_folder", folder + ": " + error.message());
  return files;
}

std::shared_ptr<const RenderedAnswer> StaticFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : found->second;
}

std::string_view StaticFiles::text(std::string_view path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return {};
  const auto& identity = found->second->identity;
  return std::string_view(identity.bytes).substr(identity.head_size);
}

void add_static_files(Router& router, std::string_view prefix, const StaticFiles& files, Handler page, RouteOptions options) {
  const auto pattern = std::string(prefix) + "/{path...}";
  // index.html is no file of its own here: the page handler decides what "/" and "/index.html" show.
  router.add_hot(Method::get, pattern, [&files](const Request& request) -> std::shared_ptr<const RenderedAnswer> {
    const auto path = request.parameter("path");
    return path == "index.html" ? nullptr : files.find(path);
  });
  router.add(Method::get, pattern, std::move(page), std::move(options));
}

}  // namespace atelier::http
