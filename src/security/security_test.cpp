#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/text.h"
#include "base/thread_executor.h"
#include "security/authorization.h"
#include "security/crypto.h"
#include "security/identity.h"
#include "security/sessions.h"
#include "security/signature.h"
#include "storage/memory/memory_store.h"
#include "storage/tables.h"

namespace atelier::security {
namespace {

class SecurityTest : public testing::Test {
 protected:
  ManualClock clock_{from_unix_ms(1'795'000'000'000)};
  SystemRandom random_;
  std::unique_ptr<storage::Store> store_ = storage::make_memory_store(clock_);
  events::Context context_{*store_, clock_, random_};
};

// `cookie` is viewed: it must live as long as the request.
http::Request with_cookie(std::string_view cookie) {
  http::Request request;
  request.headers.push_back({"Cookie", cookie});
  return request;
}

TEST_F(SecurityTest, a_password_is_stored_as_argon2id_and_never_as_it_is) {
  const auto encoded = hash_password("correct horse", random_);
  EXPECT_TRUE(encoded.starts_with("$argon2id$"));
  EXPECT_TRUE(verify_password(encoded, "correct horse"));
  EXPECT_FALSE(verify_password(encoded, "correct horsf"));
  EXPECT_FALSE(verify_password("not a hash", "correct horse"));
}

TEST_F(SecurityTest, a_clerk_signs_in_and_the_session_ends) {
  Identity identity(context_);
  ASSERT_TRUE(run_until_done(identity.put_staff({.login = "claire", .name = "Claire", .roles = {"clerk"}}, "a long password")));
  const auto member = run_until_done(identity.check_staff("claire", "a long password"));
  ASSERT_TRUE(member);
  const auto opened = run_until_done(
      open_session(context_, {.audience = Audience::till, .subject = "claire", .roles = member->roles}, false));
  ASSERT_TRUE(opened);
  const std::string cookie = "atelier_till=" + opened->token;
  EXPECT_TRUE(run_until_done(require(context_, with_cookie(cookie), Audience::till, "till.sell")));

  const auto no_right = run_until_done(require(context_, with_cookie(cookie), Audience::till, "items.write"));
  EXPECT_EQ(no_right.error().code, "forbidden");
  const std::string office_cookie = "atelier_office=" + opened->token;
  const auto other_door = run_until_done(find_session(context_, with_cookie(office_cookie), Audience::office));
  EXPECT_EQ(other_door.error().code, "unauthenticated");

  clock_.advance(kStaffSessionKept);
  EXPECT_FALSE(run_until_done(find_session(context_, with_cookie(cookie), Audience::till)));
}

TEST_F(SecurityTest, signing_out_ends_the_session) {
  const auto opened = run_until_done(open_session(context_, {.audience = Audience::customer, .subject = "x"}, true));
  EXPECT_NE(opened->set_cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(opened->set_cookie.find("Secure"), std::string::npos);
  const std::string cookie = "atelier_customer=" + opened->token;
  const auto request = with_cookie(cookie);
  EXPECT_TRUE(run_until_done(find_session(context_, request, Audience::customer)));
  EXPECT_TRUE(run_until_done(end_session(context_, request, Audience::customer)));
  EXPECT_FALSE(run_until_done(find_session(context_, request, Audience::customer)));
}

TEST_F(SecurityTest, the_store_does_not_hold_the_token) {
  const auto opened = run_until_done(open_session(context_, {.subject = "x"}, false));
  const auto page = run_until_done(store_->scan({.table = storage::kSessions}));
  ASSERT_EQ(page->items.size(), 1u);
  EXPECT_EQ((page->items[0].key.partition + page->items[0].body).find(opened->token), std::string::npos);
}

TEST_F(SecurityTest, guessing_is_stopped_after_ten_wrong_passwords_and_allowed_again_later) {
  Identity identity(context_);
  ASSERT_TRUE(run_until_done(identity.put_staff({.login = "claire"}, "right")));
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(run_until_done(identity.check_staff("claire", "wrong")).error().code, "wrong_credentials");
  }
  EXPECT_EQ(run_until_done(identity.check_staff("claire", "right")).error().code, "too_many_attempts");
  clock_.advance(std::chrono::minutes(16));
  EXPECT_TRUE(run_until_done(identity.check_staff("claire", "right")));
}

TEST_F(SecurityTest, an_email_address_registers_once_whatever_its_case) {
  Identity identity(context_);
  const auto email = base::normalise_email("Aiko@Example.JP");
  ASSERT_TRUE(email);
  EXPECT_TRUE(run_until_done(identity.register_customer({.email = *email}, "long enough")));
  EXPECT_EQ(run_until_done(identity.register_customer({.email = *email}, "another one")).error().code, "email_taken");
  EXPECT_TRUE(run_until_done(identity.check_customer("aiko@example.jp", "long enough")));
  EXPECT_EQ(run_until_done(identity.check_customer("nobody@example.jp", "x")).error().code, "wrong_credentials");
  for (const auto* wrong : {"", "a", "@b.c", "a@", "a@b", "a b@c.d", "a@b.c@d.e", "a@.b"}) EXPECT_FALSE(base::normalise_email(wrong)) << wrong;
}

TEST_F(SecurityTest, a_webhook_is_believed_only_with_its_signature_and_only_for_five_minutes) {
  const std::string body = R"({"id":"evt_1"})";
  const auto header = sign_webhook("secret", body, clock_.now());
  EXPECT_TRUE(verify_webhook("secret", header, body, clock_.now()));
  EXPECT_EQ(verify_webhook("other", header, body, clock_.now()).error().code, "signature_wrong");
  EXPECT_EQ(verify_webhook("secret", header, body + " ", clock_.now()).error().code, "signature_wrong");
  EXPECT_EQ(verify_webhook("secret", header, body, clock_.now() + std::chrono::minutes(6)).error().code, "signature_too_old");
  for (const auto* wrong : {"", "t=1", "v1=00", "t=x,v1=00", "t=1795000000,v1=zz"}) {
    EXPECT_EQ(verify_webhook("secret", wrong, body, clock_.now()).error().code, "signature_missing") << wrong;
  }
}

TEST(Crypto, digests_are_those_of_the_standards) {
  // FIPS 180-4's "abc"; RFC 4231 test case 2.
  EXPECT_EQ(base::to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(base::to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

}  // namespace
}  // namespace atelier::security
