// Files that come and go: photos up, imports in, exports out; and who may.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "api/office/office.h"
#include "api/office/shared.h"
#include "item_management/export/shopify_export.h"
#include "item_management/validation.h"
#include "security/authorization.h"

namespace atelier::api {
namespace {

using namespace item_management;

// A million variants have some 400 MB; the file is spooled to disk, not to memory.
constexpr std::size_t kMaxImportBytes = 2ull << 30;

http::Response import_response(int status, const ImportRecord& record) {
  const auto& report = record.report;
  std::string body = "{\"id\":\"" + record.id.text() + "\",\"format\":\"" + record.format + "\",\"status\":";
  json::append(body, record.status);
  const auto number = [&](const char* name, std::int64_t value) {
    body += ",\"" + std::string(name) + "\":" + std::to_string(value);
  };
  number("bytes_read", report.bytes_read);
  number("rows_read", report.rows_read);
  number("items_created", report.items_created);
  number("items_updated", report.items_updated);
  number("items_unchanged", report.items_unchanged);
  number("items_rejected", report.items_rejected);
  body += ",\"errors\":[";
  for (std::size_t i = 0; i < report.issues.size(); ++i) {
    const auto& issue = report.issues[i];
    body += (i == 0 ? "{\"line\":" : ",{\"line\":") + std::to_string(issue.line) + ",\"column\":";
    json::append(body, issue.column);
    body += ",\"code\":";
    json::append_string(body, issue.code);
    body += ",\"reason\":";
    json::append_string(body, issue.reason);
    body += '}';
  }
  body += ']';
  number("errors_total", report.issues_total);
  body += ",\"started_at\":";
  json::append(body, record.started_at);
  body += ",\"finished_at\":";
  json::append(body, record.finished_at);
  return http::Response::json(status, body + "}");
}

std::string_view media_type_of(const http::Request& request) {
  auto type = request.header("content-type");
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return type;
}

Task<http::Response> upload_photo(media::Photos& photos, const http::Request& request) {
  std::string bytes(request.body);
  if (!request.body_file.empty()) {
    std::ifstream file(request.body_file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(file), {});
  }
  const auto stored = co_await photos.store(std::move(bytes));
  if (!stored && stored.error().code == "bad_picture")
    co_return http::problem(415, "bad_picture", stored.error().detail);
  if (!stored && stored.error().code == "picture_too_large")
    co_return http::problem(413, "body_too_large", stored.error().detail);
  if (!stored) co_return http::problem(stored.error());
  co_return http::Response::json(201, json::write(*stored));
}

// What the query asks for, or 400 and 415.
std::expected<Imports::Start, http::Response> read_import(const http::Request& request) {
  const auto format = parse_import_format(request.query_value("format").value_or(""));
  if (!format) return std::unexpected(office::bad_query("format", "one of shopify-csv atelier-catalogue"));
  Imports::Start start{.format = *format};
  const auto type = media_type_of(request);
  const std::string_view expected = *format == ImportFormat::shopify_csv ? "text/csv" : "application/jsonl";
  if (type != expected) {
    return std::unexpected(http::problem(415, "unsupported_media_type",
                                         "This format is sent as " + std::string(expected) + "."));
  }
  if (const auto code = request.query_value("currency")) {
    start.currency = Currency::parse(*code);
    if (!start.currency)
      return std::unexpected(office::bad_query("currency", "an ISO 4217 code that the house knows"));
  }
  return start;
}

Task<http::Response> start_import(Imports& imports, const http::Request& request) {
  auto start = read_import(request);
  if (!start) co_return start.error();
  // The server removes its file when this handler is done, so the import takes it over under a name of its
  // own.
  if (request.body_file.empty()) co_return http::problem(400, "invalid_request", "The file is empty.");
  start->path = request.body_file + ".import";
  std::error_code error;
  std::filesystem::rename(request.body_file, start->path, error);
  if (error) co_return http::problem(503, "unavailable", "The file could not be kept.");
  const auto path = start->path;
  const auto record = co_await imports.start(std::move(*start));
  if (!record) {
    std::filesystem::remove(path, error);
    co_return http::problem(record.error());
  }
  auto response = import_response(202, *record);
  response.set("Location", "/v1/office/imports/" + record->id.text());
  co_return response;
}

Task<http::Response> get_import(Imports& imports, const http::Request& request) {
  const auto id = ImportId::parse(request.parameter("import_id"));
  if (!id) co_return office::not_found("import");
  const auto record = co_await imports.find(*id);
  if (!record) co_return http::problem(record.error());
  if (!*record) co_return office::not_found("import");
  co_return import_response(200, **record);
}

http::Response export_items(events::Context& context, const http::Request& request) {
  ExportOptions options{.currency = *Currency::parse("EUR")};
  if (const auto code = request.query_value("currency")) {
    const auto currency = Currency::parse(*code);
    if (!currency) return office::bad_query("currency", "an ISO 4217 code that the house knows");
    options.currency = *currency;
  }
  if (const auto locale = request.query_value("locale")) {
    if (!is_house_locale(*locale)) return office::bad_query("locale", "one of en de fr it ja zh-Hans ko");
    options.locale = *locale;
  }
  if (const auto host = request.header("host"); !host.empty()) {
    options.base_url = (request.secure ? "https://" : "http://") + std::string(host);
  }
  http::Response response;
  response.set("Content-Type", "text/csv; charset=utf-8")
      .set("Content-Disposition", "attachment; filename=\"items.csv\"");
  // An empty piece would end the stream: only the last one may be.
  auto source = std::make_shared<ShopifyExport>(context.store, std::move(options));
  response.stream = [source]() -> Task<std::optional<std::string>> {
    for (;;) {
      auto piece = co_await source->next();
      if (!piece) co_return std::nullopt;
      if (!*piece) co_return std::string();
      if (!(*piece)->empty()) co_return std::move(**piece);
    }
  };
  return response;
}

}  // namespace

Authorize office_authorize(events::Context& context) {
  return [&context](const http::Request& request,
                    std::string_view permission) -> Task<std::expected<std::string, http::Response>> {
    auto session = co_await security::require(context, request, security::Audience::office, permission);
    if (!session) co_return std::unexpected(security::refusal(session.error()));
    co_return std::move(session->subject);
  };
}

void register_office_transfers(http::Router& router, const OfficeDependencies& dependencies) {
  using http::Method;
  auto& context = dependencies.context;
  auto& photos = dependencies.photos;
  auto& imports = dependencies.imports;
  const auto authorize = dependencies.authorize;
  // Asked before the body is read, so that nobody fills the disk who may not.
  const auto admit = [authorize](http::Request& request) -> Task<std::optional<http::Response>> {
    auto who = co_await authorize(request, "items.write");
    if (!who) co_return std::move(who.error());
    co_return std::nullopt;
  };
  router.add_upload(Method::post, "/v1/office/photos",
                    [&photos](http::Request& r) { return upload_photo(photos, r); },
                    {.max_body_bytes = media::kMaxPictureBytes, .admit = admit});
  const auto admit_import = [admit](http::Request& request) -> Task<std::optional<http::Response>> {
    auto refused = co_await admit(request);
    if (refused) co_return refused;
    if (auto start = read_import(request); !start) co_return std::move(start.error());
    co_return std::nullopt;
  };
  router.add_upload(Method::post, "/v1/office/imports",
                    [&imports](http::Request& r) { return start_import(imports, r); },
                    {.max_body_bytes = kMaxImportBytes, .admit = admit_import});
  const auto add = [&](std::string_view pattern, auto handle) {
    router.add(Method::get, pattern, [authorize, handle](http::Request& request) -> Task<http::Response> {
      const auto who = co_await authorize(request, "items.read");
      if (!who) co_return who.error();
      co_return co_await handle(request);
    });
  };
  add("/v1/office/imports/{import_id}", [&imports](http::Request& r) { return get_import(imports, r); });
  add("/v1/office/exports/items.csv",
      [&context](http::Request& r) -> Task<http::Response> { co_return export_items(context, r); });
}

void register_office_routes(http::Router& router, OfficeDependencies dependencies) {
  register_office_items(router, dependencies);
  register_office_stock(router, dependencies);
  register_office_vocabulary(router, dependencies);
  register_office_transfers(router, dependencies);
}

}  // namespace atelier::api
