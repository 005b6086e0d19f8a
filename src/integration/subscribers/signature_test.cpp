#include "integration/subscribers/signature.h"

#include <gtest/gtest.h>

#include <vector>

namespace atelier::integration {
namespace {

// The example of the Standard Webhooks specification's reference tests.
constexpr char kSecret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr char kId[] = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::int64_t kAt = 1614265330;
constexpr char kBody[] = R"({"test": 2432232314})";
constexpr char kSignature[] = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

std::vector<std::string> secrets() { return {*read_secret(kSecret)}; }
const Time kNow = from_unix_ms(kAt * 1000);

TEST(StandardWebhooks, the_specifications_own_example) {
  EXPECT_EQ(sign_message(secrets(), kId, kAt, kBody), kSignature);
  EXPECT_TRUE(verify_message(secrets(), {kId, "1614265330", kSignature}, kBody, kNow));
}

TEST(StandardWebhooks, anything_changed_is_refused) {
  const auto code = [](WebhookHeaders headers, std::string_view body, Time now) {
    const auto verified = verify_message(secrets(), headers, body, now);
    return verified ? std::string("good") : verified.error().code;
  };
  EXPECT_EQ(code({kId, "1614265330", kSignature}, R"({"test": 2432232315})", kNow), "signature_wrong");
  EXPECT_EQ(code({"msg_other", "1614265330", kSignature}, kBody, kNow), "signature_wrong");
  EXPECT_EQ(code({kId, "1614265331", kSignature}, kBody, kNow), "signature_wrong");
  EXPECT_EQ(code({kId, "1614265330", "v1a,AAAA"}, kBody, kNow), "signature_wrong");
  EXPECT_EQ(code({kId, "1614265330", kSignature}, kBody, kNow + std::chrono::seconds(301)), "signature_too_old");
  EXPECT_EQ(code({kId, "1614265330", kSignature}, kBody, kNow - std::chrono::seconds(301)), "signature_too_old");
  EXPECT_EQ(code({kId, "161426533x", kSignature}, kBody, kNow), "signature_too_old");
  EXPECT_EQ(code({"", "1614265330", kSignature}, kBody, kNow), "signature_missing");
}

TEST(StandardWebhooks, while_a_secret_is_changed_the_old_and_the_new_one_both_verify) {
  const std::string fresh(32, 'n');
  const auto old = secrets().front();
  const auto both = sign_message(std::vector{fresh, old}, kId, kAt, kBody);
  EXPECT_TRUE(verify_message(std::vector{fresh}, {kId, "1614265330", both}, kBody, kNow));
  EXPECT_TRUE(verify_message(std::vector{old}, {kId, "1614265330", both}, kBody, kNow));
  EXPECT_FALSE(verify_message(std::vector{std::string(32, 'x')}, {kId, "1614265330", both}, kBody, kNow));
}

TEST(StandardWebhooks, secrets_are_of_24_to_64_bytes) {
  EXPECT_EQ(write_secret(*read_secret(kSecret)), kSecret);
  for (const auto* bad : {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_%%%%"}) {
    EXPECT_FALSE(read_secret(bad)) << bad;
  }
}

}  // namespace
}  // namespace atelier::integration
