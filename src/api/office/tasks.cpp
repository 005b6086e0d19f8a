// /v1/office/tasks: calls that sales staff has to make, oldest first.
#include <memory>

#include "api/checkout/order_commands.h"
#include "api/office/orders.h"
#include "api/office/shared.h"
#include "http/problem.h"
#include "order_management/tasks/task.h"
#include "security/authorization.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;
using namespace order_management;

// The task with what is needed to make the call.
struct TaskView : SalesTask {
  std::string customer;  // name
  std::string phone;
  std::string email;
  std::string locale;  // to speak
  json::Nullable<markets::Address> address;
};
BOOST_DESCRIBE_STRUCT(TaskView, (SalesTask), (customer, phone, email, locale, address))

struct TaskList {
  std::vector<TaskView> items;
  json::Nullable<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(TaskList, (), (items, next_cursor))

struct NoteRequest {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(NoteRequest, (), (text))
struct OutcomeRequest {
  std::string outcome;
  json::Nullable<std::string> deliver_on;
  json::Nullable<markets::Address> address;
};
BOOST_DESCRIBE_STRUCT(OutcomeRequest, (), (outcome, deliver_on, address))

constexpr std::size_t kMostNote = 1000;

Response task_not_found() { return http::problem(404, "task_not_found", "there is no such task"); }

bool is_date(const std::string& text) { return text.size() == 10 && parse_rfc3339(text + "T00:00:00Z").has_value(); }

class OfficeTasks {
 public:
  explicit OfficeTasks(OfficeOrderDependencies d) : d_(std::move(d)) {}

  Task<Response> list(Request& request) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, "orders.read");
    if (!session) co_return security::refusal(session.error());
    auto paging = office::read_paging(request);
    if (!paging) co_return std::move(paging.error());
    std::optional<std::string> after;
    if (!paging->cursor.empty()) after = paging->cursor;
    auto page = co_await open_tasks(d_.context.store, d_.context.region, std::move(after), paging->limit);
    if (!page) co_return http::problem(page.error());
    TaskList list;
    for (auto& task : page->tasks) {
      auto view = co_await view_of(std::move(task));
      if (view) list.items.push_back(std::move(*view));
    }
    if (page->next) list.next_cursor = base::to_base64url(*page->next);
    co_return private_json(200, json::write(list));
  }

  Task<Response> show(Request& request) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, "orders.read");
    if (!session) co_return security::refusal(session.error());
    const auto id = TaskId::parse(request.parameter("task_id"));
    if (!id) co_return task_not_found();
    co_return co_await answer(*id, false);
  }

  Task<Response> claim(Request& request) { return take(request, true); }
  Task<Response> release(Request& request) { return take(request, false); }

  Task<Response> note(Request& request) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, "orders.write");
    if (!session) co_return security::refusal(session.error());
    auto key = idempotency_key(request);
    if (!key) co_return std::move(key.error());
    auto wanted = http::read_body<NoteRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (wanted->text.empty() || wanted->text.size() > kMostNote) {
      co_return http::problem(422, "validation_failed", "some fields are wrong; each is named", {{"/text", "out_of_range", "1 to 1000 bytes"}});
    }
    const auto id = TaskId::parse(request.parameter("task_id"));
    if (!id) co_return task_not_found();
    co_return co_await done(*id, co_await d_.desk.note(*id, session->subject, std::move(wanted->text), once(std::move(*key), request)));
  }

  Task<Response> end(Request& request) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, "orders.write");
    if (!session) co_return security::refusal(session.error());
    auto key = idempotency_key(request);
    if (!key) co_return std::move(key.error());
    auto wanted = http::read_body<OutcomeRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    json::Problems problems;
    const bool again = wanted->outcome == "rescheduled";
    if (!again && wanted->outcome != "returned_to_sender") problems.push_back({"/outcome", "bad_value", "rescheduled or returned_to_sender"});
    if (again && !wanted->deliver_on && !wanted->address) problems.push_back({"/deliver_on", "required", "a day or an address"});
    if (wanted->deliver_on && !is_date(*wanted->deliver_on)) problems.push_back({"/deliver_on", "bad_value", "a date, as in 2026-11-27"});
    if (!problems.empty()) co_return http::problem(422, "validation_failed", "some fields are wrong; each is named", problems);
    const auto id = TaskId::parse(request.parameter("task_id"));
    if (!id) co_return task_not_found();
    Once key_once = once(std::move(*key), request);
    if (!again) co_return co_await done(*id, co_await d_.desk.return_to_sender(*id, session->subject, std::move(key_once)));
    Reschedule agreed{.deliver_on = wanted->deliver_on.as_optional(), .address = wanted->address.as_optional()};
    co_return co_await done(*id, co_await d_.desk.reschedule(*id, session->subject, std::move(agreed), std::move(key_once)));
  }

 private:
  Task<Response> take(Request& request, bool claim) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, "orders.write");
    if (!session) co_return security::refusal(session.error());
    const auto id = TaskId::parse(request.parameter("task_id"));
    if (!id) co_return task_not_found();
    if (claim) co_return co_await done(*id, co_await d_.desk.claim(*id, session->subject));
    co_return co_await done(*id, co_await d_.desk.release(*id, session->subject));
  }

  Task<Result<TaskView>> view_of(SalesTask task) {
    auto order = co_await read_order(d_.context.store, task.order);
    if (!order) co_return fail(order);
    auto delivery = co_await read_delivery(d_.context.store, task.delivery);
    if (!delivery) co_return fail(delivery);
    TaskView view;
    static_cast<SalesTask&>(view) = std::move(task);
    const auto address = delivery->delivery.address.value_or(order->order.shipping_address);
    view.customer = address.given_name.value_or("") + " " + address.family_name.value_or("");
    view.phone = address.phone.value_or("");
    view.email = order->order.email;
    view.locale = order->order.locale;
    view.address = address;
    co_return view;
  }

  Task<Response> done(TaskId id, Result<DeskOutcome> outcome) {
    if (!outcome && outcome.error().kind == ErrorKind::not_found) co_return task_not_found();
    if (!outcome) co_return http::problem(outcome.error());
    if (!*outcome) co_return refusal_of(outcome->error());
    co_return co_await answer(id, (*outcome)->repeated);
  }

  Task<Response> answer(TaskId id, bool repeated) {
    auto stored = co_await read_task(d_.context.store, id);
    if (!stored) co_return stored.error().kind == ErrorKind::not_found ? task_not_found() : http::problem(stored.error());
    auto view = co_await view_of(std::move(stored->task));
    if (!view) co_return http::problem(view.error());
    auto response = private_json(200, json::write(*view));
    if (repeated) response.set("Idempotency-Replayed", "true");
    co_return response;
  }

  const OfficeOrderDependencies d_;
};

}  // namespace

void register_office_tasks(http::Router& router, OfficeOrderDependencies dependencies) {
  const auto routes = std::make_shared<OfficeTasks>(std::move(dependencies));
  using http::Method;
  const std::string one = "/v1/office/tasks/{task_id}";
  router.add(Method::get, "/v1/office/tasks", [routes](Request& r) { return routes->list(r); });
  router.add(Method::get, one, [routes](Request& r) { return routes->show(r); });
  router.add(Method::post, one + "/claim", [routes](Request& r) { return routes->claim(r); });
  router.add(Method::post, one + "/release", [routes](Request& r) { return routes->release(r); });
  router.add(Method::post, one + "/notes", [routes](Request& r) { return routes->note(r); });
  router.add(Method::post, one + "/outcome", [routes](Request& r) { return routes->end(r); });
}

}  // namespace atelier::api
