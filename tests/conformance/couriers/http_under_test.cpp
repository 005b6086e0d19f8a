#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>
#include <mutex>

#include "base/thread_executor.h"
#include "courier_under_test.h"
#include "http/problem.h"
#include "http/server.h"
#include "integration/courier/http/http_courier.h"
#include "integration/subscribers/signature.h"

namespace atelier::integration::conformance {
namespace {

namespace js = boost::json;
using http::Request;
using http::Response;

const std::string kSecret = "0123456789abcdef0123456789abcdef";

// "Swift Parcel": a courier with an interface of his own making.
constexpr char kFields[] = R"({
  "shipments_path": "/consignments",
  "cancellations_path": "/recalls",
  "return_labels_path": "/labels",
  "request": {"/delivery": "/customerReference", "/weight_g": "/parcel/grams", "/reference": "/customerReference", "/id": "/no",
              "/redelivery_of": "/previousNo", "/returned": "/customerReference"},
  "id": "/consignment/no", "tracking_number": "/consignment/trackingCode", "tracking_url": "/consignment/links/track", "label_url": "/consignment/links/label",
  "outcome": "/result", "reference": "/consignment/customerReference", "status": "/event/code", "reason": "/event/why", "at": "/event/when",
  "statuses": {"BK": "requested", "PU": "collected", "IT": "in_transit", "OK": "delivered", "NH": "failed", "XX": "cancelled", "RT": "returning", "RB": "returned"},
  "outcomes": {"STOPPED": "cancelled", "COMES_BACK": "returning", "GONE": "too_late"}
})";

const std::map<CourierStep, std::string> kCodes = {{CourierStep::requested, "BK"}, {CourierStep::collected, "PU"}, {CourierStep::in_transit, "IT"},
                                                   {CourierStep::delivered, "OK"}, {CourierStep::failed, "NH"},    {CourierStep::cancelled, "XX"},
                                                   {CourierStep::returning, "RT"}, {CourierStep::returned, "RB"}};

struct Consignment {
  std::string no;
  std::string customer_reference;
  CourierStep step = CourierStep::requested;
  std::string why;
  Time when = kNow;
};

class HttpUnderTest final : public CourierUnderTest {
 public:
  HttpUnderTest() {
    using http::Method;
    router_.add(Method::post, "/consignments", [this](Request& r) { return guarded(r, &HttpUnderTest::book); });
    router_.add(Method::get, "/consignments/{no}", [this](Request& r) { return guarded(r, &HttpUnderTest::show); });
    router_.add(Method::post, "/recalls", [this](Request& r) { return guarded(r, &HttpUnderTest::recall); });
    router_.add(Method::post, "/labels", [this](Request& r) { return guarded(r, &HttpUnderTest::label); });
    server_ = http::Server::start({.listeners = {{.port = 0}}, .loops = 1}, router_).value();
    courier_ = make(url(), "sk");
  }
  ~HttpUnderTest() override { server_->stop(); }

  Courier& courier() override { return *courier_; }
  std::unique_ptr<Courier> with_key(const std::string& key) override { return make(url(), key); }
  std::unique_ptr<Courier> at(const std::string& base_url) override { return make(base_url, "sk"); }

  void happens(const std::string& reference, CourierStep step, const std::string& reason) override {
    std::lock_guard lock(mutex_);
    auto& consignment = consignments_.at(reference);
    consignment.step = step;
    consignment.why = reason;
    consignment.when += Milliseconds{1000};
    told_.push_back(signed_at(js::serialize(shown(consignment)), kNow));
  }
  std::vector<Message> messages() override {
    std::lock_guard lock(mutex_);
    return std::exchange(told_, {});
  }
  Message signed_at(const std::string& body, Time when) override { return sign(kSecret, body, when); }
  Message forged(const std::string& body) override { return sign("somebody else's secret of bytes.", body, kNow); }
  std::string about_something_else() override {
    return R"({"consignment":{"customerReference":"parcel-17"},"event":{"code":"PU","why":null,"when":"2026-11-23T08:00:00Z"}})";
  }
  void breaks_down(bool down) override { down_ = down; }

 private:
  using Answer = Response (HttpUnderTest::*)(Request&);

  Task<Response> guarded(Request& request, Answer answer) {
    if (down_) co_return http::problem(500, "internal", "down");
    if (request.header("authorization") != "Bearer sk") co_return http::problem(401, "unauthenticated", "who are you?");
    std::lock_guard lock(mutex_);
    co_return (this->*answer)(request);
  }
  static js::object body_of(Request& request) { return js::parse(js::string_view(request.body.data(), request.body.size())).as_object(); }
  static std::string text(const js::object& object, const char* name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
  }
  static js::object shown(const Consignment& c) {
    return {{"consignment",
             {{"no", c.no},
              {"customerReference", c.customer_reference},
              {"trackingCode", "T" + c.no},
              {"links", {{"track", "https://swift.test/t/" + c.no}, {"label", "https://swift.test/l/" + c.no}}}}},
            {"event", {{"code", kCodes.at(c.step)}, {"why", c.why}, {"when", to_rfc3339(c.when)}}}};
  }

  Response book(Request& request) {
    const auto wanted = body_of(request);
    if (wanted.at("to").as_object().at("name") == "Refuse Address") return http::problem(422, "not_served", "nobody drives there");
    if (const auto before = text(wanted, "previousNo"); !before.empty() && !consignments_.contains(before)) {
      return http::problem(422, "unknown_consignment", "there is none");
    }
    if (!wanted.at("parcel").as_object().contains("grams") || wanted.contains("weight_g")) return http::problem(400, "bad_request", "no weight");
    auto& no = by_key_[std::string(request.header("idempotency-key"))];
    if (no.empty()) {
      no = "C" + std::to_string(by_key_.size());
      consignments_[no] = {.no = no, .customer_reference = text(wanted, "customerReference")};
    }
    return Response::json(201, js::serialize(shown(consignments_.at(no))));
  }
  Response show(Request& request) {
    const auto found = consignments_.find(std::string(request.parameter("no")));
    if (found == consignments_.end()) return http::problem(404, "not_found", "there is none");
    return Response::json(200, js::serialize(shown(found->second)));
  }
  Response recall(Request& request) {
    const auto found = consignments_.find(text(body_of(request), "no"));
    if (found == consignments_.end()) return http::problem(404, "not_found", "there is none");
    auto& step = found->second.step;
    const char* result = "COMES_BACK";
    if (step == CourierStep::delivered) {
      result = "GONE";
    } else if (step == CourierStep::requested || step == CourierStep::cancelled) {
      step = CourierStep::cancelled;
      result = "STOPPED";
    } else {
      step = CourierStep::returning;
    }
    return Response::json(200, js::serialize(js::object{{"result", result}}));
  }
  Response label(Request& request) {
    return Response::json(201, js::serialize(shown({.no = "R-" + text(body_of(request), "customerReference")})));
  }

  static Message sign(const std::string& secret, const std::string& body, Time when) {
    const std::string id = "msg_" + std::to_string(std::hash<std::string>{}(body));
    const auto at = to_unix_ms(when) / 1000;
    const std::vector<std::string> secrets{secret};
    return {{{"webhook-id", id}, {"webhook-timestamp", std::to_string(at)}, {"webhook-signature", sign_message(secrets, id, at, body)}}, body};
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  std::unique_ptr<Courier> make(const std::string& base_url, const std::string& key) {
    return make_http_courier({.name = "Swift Parcel",
                              .base_url = base_url,
                              .secret_key = key,
                              .webhook_secret = write_secret(kSecret),
                              .fields = read_courier_fields(kFields).value()},
                             *client_)
        .value();
  }

  std::mutex mutex_;
  std::map<std::string, Consignment> consignments_;
  std::map<std::string, std::string> by_key_;
  std::vector<Message> told_;
  std::atomic<bool> down_{false};
  http::Router router_;
  std::unique_ptr<http::Client> client_ = http::make_client({});
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<Courier> courier_;
};

TEST(CourierFields, a_name_that_nobody_knows_is_a_typing_error) {
  const auto fields = read_courier_fields(R"({"staus": "/event/code"})");
  ASSERT_FALSE(fields);
  EXPECT_EQ(fields.error().kind, ErrorKind::invalid);
  EXPECT_NE(fields.error().detail.find("staus"), std::string::npos) << fields.error().detail;
  EXPECT_FALSE(read_courier_fields(R"({"statuses": {"PU": "picked_up"}})"));
  EXPECT_TRUE(read_courier_fields("{}"));
}

}  // namespace

std::unique_ptr<CourierUnderTest> make_http_under_test() { return std::make_unique<HttpUnderTest>(); }

}  // namespace atelier::integration::conformance
