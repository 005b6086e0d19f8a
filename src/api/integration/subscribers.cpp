#include "api/integration/subscribers.h"

#include <charconv>

#include "base/encoding.h"
#include "http/problem.h"
#include "security/authorization.h"

namespace atelier::api {
namespace {

using integration::Subscriber;
using integration::SubscriberId;
using integration::Subscribers;

struct SubscriberView {
  SubscriberId id;
  std::string name;
  std::string url;
  std::vector<std::string> types;
  integration::SubscriberState state = integration::SubscriberState::active;
  Time created_at{};
  Time updated_at{};
  json::Nullable<Time> old_secret_until;
  json::Nullable<std::string> position;
  std::size_t waiting = 0;
  std::size_t set_aside = 0;
  json::Nullable<Time> behind_since;
  json::Nullable<Time> down_since;
  std::uint64_t delivered = 0;
  std::uint64_t failed_attempts = 0;
  json::Nullable<std::string> last_error;
  std::optional<std::string> secret;
};
BOOST_DESCRIBE_STRUCT(SubscriberView, (), (id, name, url, types, state, created_at, updated_at, old_secret_until, position, waiting, set_aside,
                                           behind_since, down_since, delivered, failed_attempts, last_error, secret))

struct AttemptView {
  Time at{};
  EventId event;
  std::string type;
  std::string subject;
  int attempt = 1;
  json::Nullable<int> status;
  json::Nullable<std::string> error;
  std::int64_t took_ms = 0;
};
BOOST_DESCRIBE_STRUCT(AttemptView, (), (at, event, type, subject, attempt, status, error, took_ms))

struct NewSubscriberBody {
  std::string name;
  std::string url;
  std::vector<std::string> types;
  std::optional<std::string> from;
};
BOOST_DESCRIBE_STRUCT(NewSubscriberBody, (), (name, url, types, from))

struct SubscriberChangeBody {
  std::optional<std::string> name;
  std::optional<std::string> url;
  std::optional<std::vector<std::string>> types;
  std::optional<integration::SubscriberState> state;
};
BOOST_DESCRIBE_STRUCT(SubscriberChangeBody, (), (name, url, types, state))

struct ReplayBody {
  std::string from;
};
BOOST_DESCRIBE_STRUCT(ReplayBody, (), (from))

struct ResendBody {
  std::optional<std::string> at;
};
BOOST_DESCRIBE_STRUCT(ResendBody, (), (at))

std::optional<events::From> parse_from(const std::string& text) {
  if (text == "beginning") return events::Beginning{};
  if (text == "now") return events::End{};
  if (const auto time = parse_rfc3339(text)) return *time;
  if (const auto position = events::parse_position(text)) return *position;
  return std::nullopt;
}

http::Response wrong_field(std::string field, std::string expected) {
  return http::problem(422, "validation_failed", "The request is not right; errors names the fields.", {{std::move(field), "bad_value", std::move(expected)}});
}
constexpr char kFromExpected[] = "beginning, now, a time as in RFC 3339, or a position";

struct Routes {
  events::Context& context;
  Subscribers& subscribers;

  SubscriberView view_of(const Subscriber& one) const {
    SubscriberView view{.id = one.id, .name = one.name, .url = one.url, .types = one.types, .state = one.state, .created_at = one.created_at,
                        .updated_at = one.updated_at};
    if (context.clock.now() < one.old_secret_until) view.old_secret_until = one.old_secret_until;
    const auto status = subscribers.status(one.id);
    if (!status.running) return view;
    const auto& consumer = status.consumer;
    view.position = events::to_string(consumer.cursor);
    view.waiting = consumer.waiting;
    view.set_aside = consumer.parked_events;
    if (consumer.behind_since) view.behind_since = *consumer.behind_since;
    if (consumer.down_since) view.down_since = *consumer.down_since;
    view.delivered = consumer.delivered;
    view.failed_attempts = consumer.failed_attempts;
    if (!consumer.last_error.empty()) view.last_error = consumer.last_error;
    return view;
  }

  http::Response shown(int status, const Subscriber& one, std::optional<std::string> secret = std::nullopt) const {
    auto view = view_of(one);
    view.secret = std::move(secret);
    return http::Response::json(status, json::write(view));
  }

  Task<http::Response> list(http::Request&) {
    const auto all = co_await subscribers.all();
    if (!all) co_return http::problem(all.error());
    std::string out = R"({"items":[)";
    for (const auto& one : *all) {
      if (!out.ends_with('[')) out += ',';
      json::append(out, view_of(one));
    }
    co_return http::Response::json(200, out + R"(],"next_cursor":null})");
  }

  Task<http::Response> create(http::Request& request) {
    auto body = http::read_body<NewSubscriberBody>(request);
    if (!body) co_return std::move(body.error());
    const auto from = parse_from(body->from.value_or("now"));
    if (!from) co_return wrong_field("/from", kFromExpected);
    auto made = co_await subscribers.create({std::move(body->name), std::move(body->url), std::move(body->types), *from});
    if (!made) co_return http::problem(made.error());
    if (const auto* problems = std::get_if<json::Problems>(&*made)) {
      co_return http::problem(422, "validation_failed", "The subscriber is not right; errors names the fields.", *problems);
    }
    auto& with_secret = std::get<integration::SubscriberWithSecret>(*made);
    auto response = shown(201, with_secret.subscriber, with_secret.secret);
    response.set("Location", "/v1/office/subscribers/" + with_secret.subscriber.id.text());
    co_return response;
  }

  Task<http::Response> get(http::Request&, SubscriberId id) {
    const auto one = co_await subscribers.find(id);
    if (!one) co_return http::problem(one.error());
    co_return shown(200, *one);
  }

  Task<http::Response> change(http::Request& request, SubscriberId id) {
    auto body = http::read_body<SubscriberChangeBody>(request);
    if (!body) co_return std::move(body.error());
    const auto changed = co_await subscribers.change(id, {body->name, body->url, body->types, body->state});
    if (!changed) co_return http::problem(changed.error());
    if (const auto* problems = std::get_if<json::Problems>(&*changed)) {
      co_return http::problem(422, "validation_failed", "The subscriber is not right; errors names the fields.", *problems);
    }
    co_return shown(200, std::get<Subscriber>(*changed));
  }

  Task<http::Response> remove(http::Request&, SubscriberId id) {
    const auto removed = co_await subscribers.remove(id);
    if (!removed) co_return http::problem(removed.error());
    co_return http::Response::no_content();
  }

  Task<http::Response> rotate(http::Request&, SubscriberId id) {
    const auto changed = co_await subscribers.rotate_secret(id);
    if (!changed) co_return http::problem(changed.error());
    co_return shown(200, changed->subscriber, changed->secret);
  }

  Task<http::Response> attempts(http::Request&, SubscriberId id) {
    const auto one = co_await subscribers.find(id);
    if (!one) co_return http::problem(one.error());
    std::string out = R"({"items":[)";
    for (const auto& attempt : subscribers.attempts(id)) {
      AttemptView view{.at = attempt.at, .event = attempt.event, .type = attempt.type, .subject = attempt.subject, .attempt = attempt.attempt,
                       .took_ms = attempt.took_ms};
      if (attempt.status != 0) view.status.emplace(attempt.status);
      if (!attempt.error.empty()) view.error = attempt.error;
      if (!out.ends_with('[')) out += ',';
      json::append(out, view);
    }
    co_return http::Response::json(200, out + R"(],"next_cursor":null})");
  }

  Task<http::Response> dead_letters(http::Request& request, SubscriberId id) {
    std::size_t limit = 50;
    const auto asked = request.query_value("limit");
    if (asked && (std::from_chars(asked->data(), asked->data() + asked->size(), limit).ptr != asked->data() + asked->size() || limit < 1 || limit > 200)) {
      co_return http::problem(400, "invalid_request", "The query is not right.", {{"?limit", "out_of_range", "1 to 200"}});
    }
    std::optional<std::string> after;
    if (const auto cursor = request.query_value("cursor")) {
      after = base::from_base64url(*cursor);
      if (!after || after->empty() || after->size() > 64) {
        co_return http::problem(400, "invalid_request", "The query is not right.", {{"?cursor", "bad_value", "what the page before gave as next_cursor"}});
      }
    }
    const auto one = co_await subscribers.find(id);
    if (!one) co_return http::problem(one.error());
    const auto page = co_await subscribers.dead_letters(id, std::move(after), limit);
    if (!page) co_return http::problem(page.error());
    auto letters = page->letters;
    for (auto& letter : letters) letter.type.insert(0, integration::kTypePrefix);
    std::string out = R"({"items":)" + json::write(letters) + R"(,"next_cursor":)";
    json::Nullable<std::string> next;
    if (page->next) next = base::to_base64url(*page->next);
    json::append(out, next);
    co_return http::Response::json(200, out + '}');
  }

  Task<http::Response> resend(http::Request& request, SubscriberId id) {
    const auto body = http::read_body<ResendBody>(request);
    if (!body) co_return body.error();
    std::optional<events::Position> at;
    if (body->at && !(at = events::parse_position(*body->at))) co_return wrong_field("/at", "a dead letter's `at`, or nothing for all");
    const auto one = co_await subscribers.find(id);
    if (!one) co_return http::problem(one.error());
    const auto count = co_await subscribers.resend(id, at);
    if (!count) co_return http::problem(count.error());
    if (at && *count == 0) co_return http::problem(404, "not_found", "There is no such dead letter.");
    co_return http::Response::json(202, "{\"count\":" + std::to_string(*count) + "}");
  }

  Task<http::Response> replay(http::Request& request, SubscriberId id) {
    const auto body = http::read_body<ReplayBody>(request);
    if (!body) co_return body.error();
    const auto from = parse_from(body->from);
    if (!from) co_return wrong_field("/from", kFromExpected);
    const auto one = co_await subscribers.find(id);
    if (!one) co_return http::problem(one.error());
    const auto moved = co_await subscribers.replay(id, *from);
    if (!moved) co_return http::problem(moved.error());
    co_return shown(202, *one);
  }
};

using Step = Task<http::Response> (Routes::*)(http::Request&);
using StepOfOne = Task<http::Response> (Routes::*)(http::Request&, SubscriberId);

}  // namespace

void register_subscriber_routes(http::Router& router, events::Context& context, Subscribers& subscribers) {
  using http::Method;
  const auto routes = std::make_shared<Routes>(Routes{context, subscribers});
  const auto allowed = [](events::Context& in, const http::Request& request, std::string_view permission) {
    return security::require(in, request, security::Audience::office, permission);
  };
  const auto add = [&](Method method, std::string_view pattern, std::string_view permission, Step step) {
    router.add(method, pattern, [=, &context](http::Request& request) -> Task<http::Response> {
      const auto session = co_await allowed(context, request, permission);
      if (!session) co_return security::refusal(session.error());
      co_return co_await ((*routes).*step)(request);
    });
  };
  const auto add_one = [&](Method method, const std::string& rest, std::string_view permission, StepOfOne step) {
    router.add(method, "/v1/office/subscribers/{subscriber_id}" + rest, [=, &context](http::Request& request) -> Task<http::Response> {
      const auto session = co_await allowed(context, request, permission);
      if (!session) co_return security::refusal(session.error());
      auto id = SubscriberId::parse(request.parameter("subscriber_id"));
      if (!id) co_return http::problem(404, "not_found", "There is no such subscriber.");
      co_return co_await ((*routes).*step)(request, std::move(*id));
    });
  };
  constexpr std::string_view kRead = "support.read";
  constexpr std::string_view kWrite = "integration.write";
  add(Method::get, "/v1/office/subscribers", kRead, &Routes::list);
  add(Method::post, "/v1/office/subscribers", kWrite, &Routes::create);
  add_one(Method::get, "", kRead, &Routes::get);
  add_one(Method::patch, "", kWrite, &Routes::change);
  add_one(Method::del, "", kWrite, &Routes::remove);
  add_one(Method::post, "/secret", kWrite, &Routes::rotate);
  add_one(Method::get, "/attempts", kRead, &Routes::attempts);
  add_one(Method::get, "/dead-letters", kRead, &Routes::dead_letters);
  add_one(Method::post, "/dead-letters/resend", kWrite, &Routes::resend);
  add_one(Method::post, "/replay", kWrite, &Routes::replay);
}

}  // namespace atelier::api
