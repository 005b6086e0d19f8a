// PayPal as the adapter sees it: tokens, orders, holds, captures, refunds, and its own verification of webhooks.
#pragma once

#include "provider_fake.h"

namespace atelier::payment::conformance {

class PaypalFake final : public ProviderFake {
 public:
  static constexpr char kClientId[] = "client";
  static constexpr char kSecret[] = "EL_suite";
  static constexpr char kWebhookId[] = "WH1";
  PaypalFake() : ProviderFake("paypal-request-id", "ATELIER_FAKE_PAYPAL_PORT") {}
  ~PaypalFake() override { stop(); }

  // What a customer does on the page of an order.
  void approve(const std::string& order, bool card_is_good = true);
  void forget(const std::string& order);  // nobody approved it for hours
  std::vector<std::string> take_events();
  std::size_t order_count() const;
  std::string amount_asked(const std::string& order) const;
  void take_tokens_back();
  int tokens_given() const;

  // What PayPal would sign: whoever knows `secret` signs like PayPal.
  static std::string signature(const std::map<std::string, std::string>& headers, const std::string& body, const std::string& secret);

 private:
  struct Part {
    std::string id, capture, tag;
    std::int64_t amount = 0, refunded = 0;
  };
  struct Order {
    std::string id, custom_id, currency, intent, status = "PAYER_ACTION_REQUIRED", hold;
    std::string update_time = "2026-11-18T09:46:40Z";
    std::int64_t amount = 0;
    bool card_is_good = true, voided = false;
    std::vector<Part> captures, refunds;
    std::int64_t captured() const;
  };
  Answer handle(const Call& call) override;
  Answer key_misused() override;
  Answer give_token(const Call& call);
  Answer verify(const boost::json::object& asked) const;
  Answer create(const boost::json::object& asked);
  Answer complete(Order& order, const std::string& deed);
  Answer capture(Order& order, const boost::json::object& asked);
  Answer refund(Order& order, Part& capture, const boost::json::object& asked);

  boost::json::object money(const Order& order, std::int64_t amount) const;
  boost::json::object order_json(const Order& order) const;
  boost::json::object capture_json(const Order& order, const Part& part) const;
  boost::json::object refund_json(const Order& order, const Part& part) const;
  boost::json::object hold_json(const Order& order) const;
  void tell(const std::string& type, boost::json::object resource);
  std::string next_id(const std::string& prefix) { return prefix + std::to_string(10'000'000 + ++number_); }

  std::map<std::string, Order> orders_;
  std::vector<std::string> events_;
  int tokens_ = 0;
  std::string token_;
};

}  // namespace atelier::payment::conformance
