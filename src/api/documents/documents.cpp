#include "api/documents/documents.h"

#include <memory>

#include "base/encoding.h"
#include "http/problem.h"
#include "security/authorization.h"
#include "security/sessions.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;
using namespace order_management::documents;

struct DocumentView {
  std::string number;
  std::string kind;
  std::string issued_on;
  std::vector<std::string> files;  // names below /v1/office/orders/{order_id}/documents/
};
BOOST_DESCRIBE_STRUCT(DocumentView, (), (number, kind, issued_on, files))
struct DocumentList {
  std::vector<DocumentView> items;
  json::Nullable<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(DocumentList, (), (items, next_cursor))

struct FileName {
  std::string number;
  Format format = Format::pdf;
};
// "MVFR-2026-000042.ubl.xml" in its parts.
std::optional<FileName> parse_file(std::string_view name) {
  for (const auto format : {Format::pdf, Format::ubl, Format::cii}) {
    const std::string end = "." + std::string(suffix_of(format));
    if (name.size() > end.size() && name.ends_with(end)) return FileName{std::string(name.substr(0, name.size() - end.size())), format};
  }
  return std::nullopt;
}

Response file_answer(std::string bytes, const std::string& name, Format format) {
  auto response = Response::text(200, std::move(bytes), format == Format::pdf ? "application/pdf" : "application/xml");
  // Names are numbers of ours: letters, digits, dashes and dots.
  response.set("Cache-Control", "private, no-store").set("Content-Disposition", "inline; filename=\"" + name + "\"");
  return response;
}

class DocumentRoutes {
 public:
  explicit DocumentRoutes(DocumentDependencies d) : d_(d) {}

  // For who holds the order's token, or is its customer. What they may not see is not there.
  Task<Response> invoice(Request& request) {
    const auto missing = [] { return http::problem(404, "order_not_found", "there is no such order, or its token is wrong"); };
    const auto id = OrderId::parse(request.parameter("order_id"));
    if (!id) co_return missing();
    const bool may = co_await may_see(request, *id);
    if (!may) co_return missing();
    auto document = co_await d_.documents.invoice(*id);
    if (!document) co_return http::problem(document.error());
    const std::string name = document->number + ".pdf";
    auto pdf = co_await d_.documents.file(std::move(*document), Format::pdf);
    if (!pdf) co_return http::problem(pdf.error());
    co_return file_answer(std::move(*pdf), name, Format::pdf);
  }

  Task<Response> list(Request& request) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, "orders.read");
    if (!session) co_return security::refusal(session.error());
    const auto id = OrderId::parse(request.parameter("order_id"));
    if (!id) co_return order_not_found();
    auto order = co_await order_management::read_order(d_.context.store, *id);
    if (!order) co_return order_not_found();
    auto entries = co_await d_.documents.list(*id);
    if (!entries) co_return http::problem(entries.error());
    DocumentList list;
    for (const auto& entry : *entries) {
      auto document = co_await d_.documents.find(*id, entry.number);
      if (!document) co_return http::problem(document.error());
      DocumentView view{.number = entry.number, .kind = boost::describe::enum_to_string(entry.kind, ""), .issued_on = entry.issued_on};
      for (const auto format : {Format::pdf, Format::ubl, Format::cii}) {
        if (format == Format::pdf || document->seller.e_invoice) view.files.push_back(entry.number + "." + std::string(suffix_of(format)));
      }
      list.items.push_back(std::move(view));
    }
    auto response = Response::json(200, json::write(list));
    response.set("Cache-Control", "no-store");
    co_return response;
  }

  Task<Response> file(Request& request) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, "orders.read");
    if (!session) co_return security::refusal(session.error());
    const auto id = OrderId::parse(request.parameter("order_id"));
    if (!id) co_return order_not_found();
    const std::string name(request.parameter("file"));
    const auto wanted = parse_file(name);
    if (!wanted) co_return http::problem(404, "document_not_found", "a file is called <number>.pdf, .ubl.xml or .cii.xml");
    auto document = co_await d_.documents.find(*id, wanted->number);
    if (!document) co_return http::problem(document.error());
    auto bytes = co_await d_.documents.file(std::move(*document), wanted->format);
    if (!bytes) co_return http::problem(bytes.error());
    co_return file_answer(std::move(*bytes), name, wanted->format);
  }

  Task<Response> packing_slip(Request& request) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, "orders.read");
    if (!session) co_return security::refusal(session.error());
    const auto id = OrderId::parse(request.parameter("order_id"));
    if (!id) co_return order_not_found();
    auto pdf = co_await d_.documents.packing_slip(*id);
    if (!pdf) co_return http::problem(pdf.error());
    co_return file_answer(std::move(*pdf), "packing-slip.pdf", Format::pdf);
  }

 private:
  static Response order_not_found() { return http::problem(404, "order_not_found", "there is no such order"); }

  Task<bool> may_see(Request& request, OrderId id) {
    const auto token = request.query_value("token").value_or("");
    if (base::equal_secret(token, d_.orders.token_of(id))) co_return true;
    auto session = co_await security::find_session(d_.context, request, security::Audience::customer);
    if (!session) co_return false;
    auto order = co_await order_management::read_order(d_.context.store, id);
    co_return order && !order->order.customer.empty() && order->order.customer == session->subject;
  }

  const DocumentDependencies d_;
};

}  // namespace

void register_document_routes(http::Router& router, DocumentDependencies dependencies) {
  const auto routes = std::make_shared<DocumentRoutes>(dependencies);
  using http::Method;
  router.add(Method::get, "/v1/orders/{order_id}/invoice", [routes](Request& r) { return routes->invoice(r); });
  router.add(Method::get, "/v1/office/orders/{order_id}/documents", [routes](Request& r) { return routes->list(r); });
  router.add(Method::get, "/v1/office/orders/{order_id}/documents/{file}", [routes](Request& r) { return routes->file(r); });
  router.add(Method::get, "/v1/office/orders/{order_id}/packing-slip.pdf", [routes](Request& r) { return routes->packing_slip(r); });
}

}  // namespace atelier::api
