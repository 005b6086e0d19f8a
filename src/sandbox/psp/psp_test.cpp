#include <gtest/gtest.h>

#include "http/testing.h"
#include "sandbox/psp/routes.h"
#include "sandbox/psp/session.h"
#include "sandbox/webhook.h"
#include "security/signature.h"
#include "storage/memory/memory_store.h"
#include "storage/tables.h"

namespace atelier::sandbox::psp {
namespace {

using http::Method;
using http::Response;
using Headers = std::vector<std::pair<std::string, std::string>>;

class PspTest : public testing::Test {
 protected:
  PspTest() {
    register_routes(router, context,
                    {.base_url = "http://psp.test",
                     .secret_key = "sk",
                     .webhook_url = "http://shop.test/webhooks/sandbox-psp"});
  }
  Response api(Method method, const std::string& path, const http::Form& form = {},
               const std::string& key = "") {
    Headers headers{{"Authorization", "Bearer sk"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
    return http::testing::call(router, {method, path, http::encode_form(form), headers});
  }
  static http::Form wanted(const std::string& amount = "125000", const std::string& currency = "EUR") {
    return {{"client_reference_id", "pay_1"},
            {"line_items[0][price_data][currency]", currency},
            {"line_items[0][price_data][unit_amount]", amount},
            {"success_url", "https://shop.test/thanks"}};
  }
  Session session_in(const Response& response) {
    auto session = json::read<Session>(http::testing::body_of(response));
    EXPECT_TRUE(session) << http::testing::body_of(response);
    return session.value_or(Session{});
  }
  Session created(const std::string& key = "key-1") {
    return session_in(api(Method::post, "/v1/checkout/sessions", wanted(), key));
  }
  Session look_up(const std::string& id) {
    return session_in(api(Method::get, "/v1/checkout/sessions/" + id));
  }
  Response card(const std::string& id, const std::string& number) {
    return http::testing::call(router, {Method::post,
                                        "/pay/" + id,
                                        http::encode_form({{"number", number}}),
                                        {{"Content-Type", "application/x-www-form-urlencoded"}}});
  }
  Response challenge(const std::string& id, const std::string& answer) {
    return http::testing::call(router, {Method::post,
                                        "/pay/" + id + "/challenge",
                                        http::encode_form({{"answer", answer}}),
                                        {{"Content-Type", "application/x-www-form-urlencoded"}}});
  }
  std::vector<events::EffectRecord> webhooks() {
    std::vector<events::EffectRecord> found;
    for (const auto& item : run_until_done(store->scan({.table = storage::kEffects})).value().items) {
      found.push_back(*json::read_record<events::EffectRecord>(item.body, "effect"));
    }
    return found;
  }

  ManualClock clock{from_unix_ms(1'795'000'000'000)};
  SeededRandom random{2};
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random};
  http::Router router;
};

TEST_F(PspTest, a_session_has_a_page_and_the_same_key_is_the_same_session) {
  const auto first = created();
  EXPECT_EQ(first.status, "open");
  EXPECT_EQ(first.payment_status, "unpaid");
  EXPECT_EQ(first.amount_total, 125'000);
  EXPECT_EQ(first.currency, "eur");
  EXPECT_EQ(first.url, "http://psp.test/pay/" + first.id);
  EXPECT_EQ(created().id, first.id);
  EXPECT_NE(created("key-2").id, first.id);
  EXPECT_EQ(look_up(first.id).id, first.id);
}

TEST_F(PspTest, what_is_wrong_is_said_in_stripes_words) {
  const auto refused = [&](const http::Form& form) {
    const auto response = api(Method::post, "/v1/checkout/sessions", form);
    EXPECT_EQ(response.status, 400);
    return std::string(http::testing::body_of(response));
  };
  for (const char* amount : {"", "0", "-5", "1.5", "12x", "99999999999999999999"})
    EXPECT_NE(refused(wanted(amount)).find("parameter_invalid_integer"), std::string::npos) << amount;
  EXPECT_NE(refused(wanted("1", "XXX")).find("parameter_invalid"), std::string::npos);
  EXPECT_EQ(api(Method::get, "/v1/checkout/sessions/cs_nothing").status, 404);
  EXPECT_EQ(http::testing::call(router, Method::post, "/v1/checkout/sessions", "a=b",
                                {{"Authorization", "Bearer wrong"}})
                .status,
            401);
  EXPECT_EQ(http::testing::call(router, Method::get, "/v1/checkout/sessions/x").status, 401);
}

TEST_F(PspTest, a_good_card_pays_once_and_the_shop_is_told) {
  const auto session = created();
  const auto paid = card(session.id, "4242 4242 4242 4242");
  EXPECT_EQ(paid.status, 303);
  EXPECT_EQ(http::testing::header_of(paid, "location"), "https://shop.test/thanks");
  EXPECT_EQ(look_up(session.id).payment_status, "paid");
  ASSERT_EQ(webhooks().size(), 1u);
  EXPECT_EQ(card(session.id, "4242424242424242").status, 303);
  EXPECT_EQ(card(session.id, "4000000000000002").status, 303) << "what is paid cannot be declined";
  EXPECT_EQ(look_up(session.id).payment_status, "paid");
  EXPECT_EQ(webhooks().size(), 1u);
}

TEST_F(PspTest, a_declined_card_may_be_followed_by_a_good_one) {
  const auto session = created();
  const auto declined = card(session.id, "4000000000000002");
  EXPECT_EQ(declined.status, 402);
  EXPECT_NE(http::testing::body_of(declined).find("declined"), std::string_view::npos);
  EXPECT_EQ(look_up(session.id).last_payment_error, "card_declined");
  EXPECT_EQ(look_up(session.id).status, "open");
  EXPECT_EQ(card(session.id, "4000000000009995").status, 402);
  EXPECT_EQ(look_up(session.id).last_payment_error, "insufficient_funds");
  EXPECT_EQ(card(session.id, "4242424242424242").status, 303);
  EXPECT_EQ(look_up(session.id).payment_status, "paid");
  EXPECT_FALSE(look_up(session.id).last_payment_error);
}

TEST_F(PspTest, three_d_secure_is_confirmed_or_refused) {
  const auto session = created();
  EXPECT_EQ(card(session.id, "4000002500003155").status, 200);
  EXPECT_EQ(look_up(session.id).payment_status, "unpaid");
  EXPECT_EQ(challenge(session.id, "refuse").status, 402);
  EXPECT_EQ(look_up(session.id).last_payment_error, "authentication_failed");
  EXPECT_EQ(challenge(session.id, "confirm").status, 303);
  EXPECT_EQ(look_up(session.id).payment_status, "paid");
  EXPECT_EQ(challenge(session.id, "refuse").status, 303) << "the page was left open in another tab";
  EXPECT_EQ(look_up(session.id).payment_status, "paid");
}

TEST_F(PspTest, the_webhooks_of_the_special_cards) {
  const auto late = created("late");
  card(late.id, "4000000000000077");
  ASSERT_EQ(webhooks().size(), 1u);
  EXPECT_EQ(webhooks()[0].due_at - clock.now(), Milliseconds{20'000});
  const auto thrice = created("thrice");
  card(thrice.id, "4000000000000101");
  EXPECT_EQ(webhooks().size(), 4u);
  Random& chance = random;
  const auto slow = decide_paid(thrice, 1, "http://shop.test", CardBehaviour::timeout, chance);
  EXPECT_EQ(slow.session.payment_status, "paid") << "the money moved, whenever the page answers";
}

TEST_F(PspTest, what_is_no_card_number_is_said) {
  const auto session = created();
  for (const char* number : {"", "4242", "4242424242424241", "not a number", "42424242424242424242424242"})
    EXPECT_EQ(card(session.id, number).status, 422) << number;
  EXPECT_EQ(look_up(session.id).status, "open");
  EXPECT_EQ(card("cs_nothing", "4242424242424242").status, 404);
}

TEST_F(PspTest, the_page_shows_the_amount_and_nobodys_html) {
  auto form = wanted("12500");
  form.emplace_back("line_items[0][price_data][product_data][name]", "<script>alert(1)</script>");
  const auto session = session_in(api(Method::post, "/v1/checkout/sessions", form));
  const auto page = http::testing::call(router, Method::get, "/pay/" + session.id);
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(http::testing::body_of(page).find("125.00 EUR"), std::string_view::npos);
  EXPECT_EQ(http::testing::body_of(page).find("<script>alert"), std::string_view::npos);
}

TEST_F(PspTest, never_more_is_given_back_than_came) {
  const auto session = created();
  const auto refund = [&](const std::string& amount, const std::string& key) {
    return api(Method::post, "/v1/refunds", {{"checkout_session", session.id}, {"amount", amount}}, key);
  };
  EXPECT_EQ(refund("100", "early").status, 400) << "nothing was paid yet";
  card(session.id, "4242424242424242");
  EXPECT_EQ(refund("25000", "r1").status, 200);
  EXPECT_EQ(refund("25000", "r1").status, 200);
  EXPECT_EQ(look_up(session.id).amount_refunded, 25'000) << "the same key gives back once";
  EXPECT_EQ(refund("100001", "r2").status, 400);
  for (const char* amount : {"0", "-1", "x", "", "1x"})
    EXPECT_EQ(refund(amount, std::string("bad") + amount).status, 400) << amount;
  EXPECT_EQ(refund("100000", "").status, 200);
  EXPECT_EQ(look_up(session.id).amount_refunded, 125'000);
  EXPECT_EQ(refund("1", "").status, 400);
}

TEST_F(PspTest, what_is_held_is_captured_in_parts_and_the_rest_let_go) {
  auto form = wanted();
  form.emplace_back("payment_intent_data[capture_method]", "manual");
  const auto session = session_in(api(Method::post, "/v1/checkout/sessions", form));
  const auto capture = [&](const std::string& amount, const std::string& key) {
    return api(Method::post, "/v1/checkout/sessions/" + session.id + "/capture", {{"amount_to_capture", amount}}, key);
  };
  const auto cancel = [&](const std::string& key) {
    return api(Method::post, "/v1/checkout/sessions/" + session.id + "/cancel", {{"a", "b"}}, key);
  };
  EXPECT_EQ(capture("1", "early").status, 400);
  card(session.id, "4242424242424242");
  EXPECT_EQ(look_up(session.id).payment_status, "unpaid");
  EXPECT_EQ(look_up(session.id).amount_authorised, 125'000);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(capture("25000", "c1").status, 200);
  EXPECT_EQ(look_up(session.id).amount_captured, 25'000) << "the same key captures once";
  EXPECT_EQ(capture("100001", "c2").status, 400);
  EXPECT_EQ(capture("50000", "c3").status, 200);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(cancel("v1").status, 200);
  EXPECT_EQ(cancel("v2").status, 400);
  EXPECT_EQ(capture("1", "c4").status, 400) << "the rest was let go";
  const auto after = look_up(session.id);
  EXPECT_EQ(after.status, "complete");
  EXPECT_EQ(after.amount_captured, 75'000);
  EXPECT_EQ(api(Method::post, "/v1/refunds", {{"checkout_session", session.id}, {"amount", "75001"}}, "r").status, 400);
}

TEST_F(PspTest, a_hold_that_is_cancelled_and_a_page_that_is_closed) {
  const auto open = created("open");
  EXPECT_EQ(session_in(api(Method::post, "/v1/checkout/sessions/" + open.id + "/cancel", {}, "v")).status, "expired");
  EXPECT_EQ(card(open.id, "4242424242424242").status, 303);
  EXPECT_EQ(look_up(open.id).payment_status, "unpaid") << "a closed page takes no money";
  auto form = wanted();
  form.emplace_back("payment_intent_data[capture_method]", "manual");
  const auto held = session_in(api(Method::post, "/v1/checkout/sessions", form));
  card(held.id, "4242424242424242");
  EXPECT_EQ(session_in(api(Method::post, "/v1/checkout/sessions/" + held.id + "/cancel", {}, "w")).status, "canceled");
}

TEST_F(PspTest, the_days_settlement_has_a_line_for_each_movement) {
  auto form = wanted("1500", "JPY");
  const auto yen = session_in(api(Method::post, "/v1/checkout/sessions", form, "yen"));
  const auto euros = created("euros");
  card(yen.id, "4242424242424242");
  clock.advance(Milliseconds{1'000});
  card(euros.id, "4242424242424242");
  clock.advance(Milliseconds{1'000});
  for (int i = 0; i < 2; ++i) api(Method::post, "/v1/refunds", {{"checkout_session", euros.id}, {"amount", "5"}}, "r1");
  const auto report = [&](const std::string& date) { return api(Method::get, "/v1/reports/settlement?date=" + date); };
  const auto today = to_rfc3339(clock.now()).substr(0, 10);
  const std::string csv(http::testing::body_of(report(today)));
  EXPECT_EQ(std::ranges::count(csv, '\n'), 4) << csv;
  EXPECT_NE(csv.find(",capture," + yen.id + ",pay_1,JPY,1500,47,1453\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find(",capture," + euros.id + ",pay_1,EUR,1250.00,19.00,1231.00\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find(",refund," + euros.id + ",pay_1,EUR,-0.05,0.00,-0.05\n"), std::string::npos) << csv;
  EXPECT_EQ(std::ranges::count(std::string(http::testing::body_of(report("2020-01-01"))), '\n'), 1);
  EXPECT_EQ(report("yesterday").status, 400);
}

TEST_F(PspTest, two_refunds_without_a_key_are_two_refunds) {
  const auto session = created();
  card(session.id, "4242424242424242");
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(api(Method::post, "/v1/refunds", {{"checkout_session", session.id}, {"amount", "10"}}).status,
              200);
  EXPECT_EQ(look_up(session.id).amount_refunded, 20);
}

// --- how webhooks are sent ---

class FakeClient final : public http::Client {
 public:
  Task<Result<http::ClientResponse>> send(http::ClientRequest request) override {
    requests.push_back(std::move(request));
    co_return answer;
  }
  Result<http::ClientResponse> answer = http::ClientResponse{.status = 204};
  std::vector<http::ClientRequest> requests;
};

TEST_F(PspTest, a_webhook_is_signed_and_sent_again_until_it_is_taken) {
  card(created().id, "4242424242424242");
  FakeClient client;
  const auto send = [&] {
    return run_until_done(send_webhook(client, "Webhook-Signature", "whsec", clock, webhooks()[0]));
  };
  ASSERT_TRUE(send());
  const auto& request = client.requests[0];
  EXPECT_EQ(request.url, "http://shop.test/webhooks/sandbox-psp");
  std::string signature;
  for (const auto& [name, value] : request.headers) {
    if (name == "Webhook-Signature") signature = value;
  }
  EXPECT_TRUE(security::verify_webhook("whsec", signature, request.body, clock.now()));
  for (const int status : {301, 400, 503}) {
    client.answer = http::ClientResponse{.status = status};
    EXPECT_FALSE(send()) << status;
  }
}

}  // namespace
}  // namespace atelier::sandbox::psp
