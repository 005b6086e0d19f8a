// What every payment gateway must do, whoever the provider is. An adapter is finished when this suite passes over it.
//
// To add one: a fake of the provider (provider_fake.h), a GatewayUnderTest that ties it to the adapter, and a line in gateway_adapters_test.cpp.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/thread_executor.h"
#include "http/client.h"
#include "payment/processing.h"
#include "provider_fake.h"

namespace atelier::payment::conformance {

inline const Time kNow = from_unix_ms(1'795'000'000'000);

// What differs between providers and is no fault of the adapter.
struct Traits {
  bool captures_in_parts = true;   // else one part, and the rest of the hold is let go
  bool tells_parts_later = false;  // a capture or refund is only received at first; a message says what became of it
  bool says_no_on_its_page = true;  // a declined card leaves the page open; else the payment has failed
  bool closes_pages = true;         // an open page can be closed by us
  bool dates_messages = true;       // a message carries the time of its signature, so an old one is refused
  struct Priced {
    Money amount;
    std::string asked;  // what the provider is asked for, in its own writing
  };
  std::vector<Priced> priced;
  std::vector<Money> not_payable;  // refused before anything is asked
};

class GatewayUnderTest {
 public:
  virtual ~GatewayUnderTest() = default;
  virtual Gateway& gateway() = 0;
  // The same adapter with another address, key or patience.
  struct Changed {
    std::string base_url = {};
    std::string key = {};
    Milliseconds timeout{20'000};
  };
  virtual std::unique_ptr<Gateway> other(const Changed& changed) = 0;
  virtual const Traits& traits() const = 0;

  // On the provider's page.
  virtual void customer_pays(const Payment& payment) = 0;
  virtual void customer_is_declined(const Payment& payment) = 0;
  virtual void customer_is_challenged(const Payment& payment) = 0;  // 3-D Secure asks; nobody has answered yet
  virtual void customer_stays_away(const Payment& payment) = 0;     // until the page has expired

  // What the provider has to tell since the last time, signed at kNow; oldest first.
  virtual std::vector<Message> messages() = 0;
  virtual Message signed_at(const std::string& body, Time when) = 0;
  virtual Message forged(const std::string& body) = 0;  // signed by somebody who does not know the secret
  virtual Message without_signature(const Message& message) = 0;
  virtual std::string someone_elses() = 0;              // a body about a payment or an account that is not ours
  virtual std::string unrelated() = 0;                  // a body about something the house does not use

  // nullptr where the provider cannot be told to fail (the sandbox is a program of its own).
  virtual ProviderFake* fake() = 0;
  virtual std::string path_of_create() const = 0;  // parts of paths, for faults
  virtual std::string path_of_capture() const = 0;
  virtual std::string path_of_refund() const = 0;
  virtual std::size_t payments_made() const = 0;   // how many the provider knows
  virtual std::string asked_for(const Payment& payment) const = 0;
};

struct Adapter {
  std::string name;
  std::function<std::unique_ptr<GatewayUnderTest>()> make;
};

class GatewayConformance : public testing::TestWithParam<Adapter> {
 protected:
  void SetUp() override { under_test_ = GetParam().make(); }
  GatewayUnderTest& provider() { return *under_test_; }
  Gateway& gateway() { return under_test_->gateway(); }
  const Traits& traits() { return under_test_->traits(); }

  Payment new_payment(Money amount, CaptureMode mode = CaptureMode::automatic);
  Payment new_payment(CaptureMode mode = CaptureMode::automatic);
  // Created at the provider and applied.
  Payment created(CaptureMode mode = CaptureMode::automatic);
  Payment paid(CaptureMode mode);

  // As processing does it.
  Payment applied(const Payment& payment, const GatewayStatus& status, Source source = Source::answer);
  // All messages that wait are read and applied, then the provider is asked.
  Payment after_news(Payment payment);
  Payment told(Payment payment, const GatewayNotice& notice);  // one message, if it is about this payment
  Payment captured(const Payment& payment, std::int64_t amount_minor, const std::string& key);
  Payment refunded(const Payment& payment, std::int64_t amount_minor, const std::string& key);

  Result<GatewayStatus> create(const Payment& payment, const std::string& key) { return run_until_done(gateway().create(payment, key)); }
  Result<GatewayStatus> capture(const Payment& payment, std::int64_t amount_minor, const std::string& key) {
    return run_until_done(gateway().capture(payment, {amount_minor, payment.amount.currency}, key));
  }
  Result<GatewayStatus> refund(const Payment& payment, std::int64_t amount_minor, const std::string& key) {
    return run_until_done(gateway().refund(payment, {amount_minor, payment.amount.currency}, key));
  }
  Result<GatewayStatus> look_up(const Payment& payment) { return run_until_done(gateway().look_up(payment)); }
  Result<GatewayNotice> read(const Message& message, Time now = kNow);

 private:
  SeededRandom random_{7};
  std::unique_ptr<GatewayUnderTest> under_test_;
};

// The part of the suite in which the provider breaks its own specification.
class GatewayFaults : public GatewayConformance {};

}  // namespace atelier::payment::conformance
