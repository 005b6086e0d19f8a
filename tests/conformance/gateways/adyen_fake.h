// Adyen as the adapter sees it: payment links; captures, cancellations and refunds that are only received at first; messages.
#pragma once

#include "provider_fake.h"

namespace atelier::payment::conformance {

class AdyenFake final : public ProviderFake {
 public:
  static constexpr char kApiKey[] = "AQE_suite";
  static constexpr char kMerchant[] = "MaisonVerrane";
  AdyenFake() : ProviderFake("idempotency-key", "ATELIER_FAKE_ADYEN_PORT") {}
  ~AdyenFake() override { stop(); }

  // What a customer does on the page of a link.
  void pay(const std::string& link);
  void decline(const std::string& link);
  void expire(const std::string& link);
  std::vector<std::string> take_messages();  // unsigned bodies, oldest first
  std::size_t link_count() const;
  std::int64_t amount_asked(const std::string& link) const;

 private:
  struct Link {
    std::string id, psp, reference, currency, return_url;
    std::int64_t amount = 0, captured = 0, refunded = 0;
    std::string status = "active";
    bool manual = false, cancelled = false;
  };
  Answer handle(const Call& call) override;
  Answer key_misused() override;
  Answer create(const Call& call);
  Answer take_part(Link& link, const std::string& deed, const boost::json::object& request);
  Link* by_psp(const std::string& psp);
  boost::json::object link_json(const Link& link) const;
  void tell(const Link& link, const std::string& code, const std::string& psp, bool success, std::int64_t value, const std::string& reference,
            const std::string& reason = "");
  std::string next_psp();

  std::map<std::string, Link> links_;
  std::vector<std::string> messages_;
};

}  // namespace atelier::payment::conformance
