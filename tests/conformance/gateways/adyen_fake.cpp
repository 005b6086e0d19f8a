#include "adyen_fake.h"

namespace atelier::payment::conformance {
namespace {

using boost::json::array;
using boost::json::object;

Answer refused(int status, std::string code) {
  return answer(status, object{{"status", status}, {"errorCode", code}, {"message", "claire@example.com may not"}, {"errorType", "validation"}});
}

std::string text(const object& from, const char* name) {
  const auto* found = from.if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

}  // namespace

Answer AdyenFake::key_misused() { return refused(422, "705"); }

std::string AdyenFake::next_psp() { return "8835" + std::to_string(100'000'000'000 + ++number_); }

object AdyenFake::link_json(const Link& l) const {
  return {{"id", l.id},
          {"url", "https://test.adyen.link/" + l.id},
          {"status", l.status},
          {"reference", l.reference},
          {"merchantAccount", kMerchant},
          {"returnUrl", l.return_url},
          {"manualCapture", l.manual},
          {"expiresAt", "2026-11-19T09:46:40Z"},
          {"amount", object{{"currency", l.currency}, {"value", l.amount}}}};
}

void AdyenFake::tell(const Link& link, const std::string& code, const std::string& psp, bool success, std::int64_t value,
                     const std::string& reference, const std::string& reason) {
  object item{{"eventCode", code},
              {"eventDate", "2026-11-18T10:46:40+01:00"},
              {"success", success ? "true" : "false"},
              {"pspReference", psp},
              {"merchantAccountCode", kMerchant},
              {"merchantReference", reference},
              {"paymentMethod", "visa"},
              {"reason", reason},
              {"amount", object{{"currency", link.currency}, {"value", value}}},
              {"additionalData", object{{"paymentLinkId", link.id}}}};
  if (psp != link.psp) item["originalReference"] = link.psp;
  messages_.push_back(boost::json::serialize(object{{"live", "false"}, {"notificationItems", array{object{{"NotificationRequestItem", item}}}}}));
}

AdyenFake::Link* AdyenFake::by_psp(const std::string& psp) {
  for (auto& [id, link] : links_) {
    if (link.psp == psp) return &link;
  }
  return nullptr;
}

Answer AdyenFake::handle(const Call& call) {
  if (call.header("x-api-key") != kApiKey) return refused(401, "000");
  const auto body = call.body.empty() ? object{} : boost::json::parse(call.body).as_object();
  if (call.method == http::Method::post && text(body, "merchantAccount") != kMerchant) return refused(403, "901");
  if (call.path == "/paymentLinks") return create(call);
  if (call.path.starts_with("/paymentLinks/")) {
    const auto found = links_.find(call.path.substr(14));
    if (found == links_.end()) return refused(422, "100");  // Adyen answers 422, not 404, for a link that it does not know
    auto& link = found->second;
    if (call.method == http::Method::patch) {
      if (link.status != "active") return refused(422, "101");
      link.status = "expired";
    }
    return answer(200, link_json(link));
  }
  if (call.path.starts_with("/payments/")) {
    const auto slash = call.path.find('/', 10);
    auto* link = by_psp(call.path.substr(10, slash - 10));
    if (link == nullptr) return refused(422, "167");
    return take_part(*link, call.path.substr(slash + 1), body);
  }
  return refused(400, "702");
}

Answer AdyenFake::create(const Call& call) {
  const auto body = boost::json::parse(call.body).as_object();
  const auto& amount = body.at("amount").as_object();
  Link link{.id = "PL" + std::to_string(++number_) + "C8F2A",
            .reference = text(body, "reference"),
            .currency = text(amount, "currency"),
            .return_url = text(body, "returnUrl"),
            .amount = amount.at("value").to_number<std::int64_t>(),
            .manual = body.contains("manualCapture") && body.at("manualCapture").as_bool()};
  links_.emplace(link.id, link);
  return answer(201, link_json(link));
}

// Received, whatever becomes of it: the message tells.
Answer AdyenFake::take_part(Link& link, const std::string& deed, const object& body) {
  const auto psp = next_psp();
  object received{{"merchantAccount", kMerchant}, {"paymentPspReference", link.psp}, {"pspReference", psp}, {"status", "received"}, {"reference", text(body, "reference")}};
  if (deed == "cancels") {
    const bool may = link.captured == 0 && !link.cancelled;
    link.cancelled = true;
    tell(link, "CANCELLATION", psp, may, link.amount, text(body, "reference"), may ? "" : "Transaction already cancelled");
    return answer(201, received);
  }
  const auto value = body.at("amount").as_object().at("value").to_number<std::int64_t>();
  received["amount"] = body.at("amount");
  if (deed == "captures") {
    const bool may = !link.cancelled && link.captured + value <= link.amount;
    if (may) link.captured += value;
    tell(link, "CAPTURE", psp, may, value, text(body, "reference"), may ? "" : "Insufficient balance on payment");
  } else {
    const bool may = link.refunded + value <= link.captured;
    if (may) link.refunded += value;
    tell(link, "REFUND", psp, may, value, text(body, "reference"), may ? "" : "Insufficient balance on payment");
  }
  return answer(201, received);
}

void AdyenFake::pay(const std::string& id) {
  const std::lock_guard lock(mutex_);
  auto& link = links_.at(id);
  link.psp = next_psp();
  link.status = "completed";
  if (!link.manual) link.captured = link.amount;
  tell(link, "AUTHORISATION", link.psp, true, link.amount, link.reference, "012345:1111:03/2030");
}

void AdyenFake::decline(const std::string& id) {
  const std::lock_guard lock(mutex_);
  auto& link = links_.at(id);
  const auto psp = next_psp();
  link.psp = psp;
  tell(link, "AUTHORISATION", psp, false, link.amount, link.reference, "NOT_ENOUGH_BALANCE");
  link.psp.clear();
}

void AdyenFake::expire(const std::string& id) {
  const std::lock_guard lock(mutex_);
  links_.at(id).status = "expired";
}

std::vector<std::string> AdyenFake::take_messages() {
  const std::lock_guard lock(mutex_);
  return std::exchange(messages_, {});
}

std::size_t AdyenFake::link_count() const {
  const std::lock_guard lock(mutex_);
  return links_.size();
}

std::int64_t AdyenFake::amount_asked(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  return links_.at(id).amount;
}

}  // namespace atelier::payment::conformance
