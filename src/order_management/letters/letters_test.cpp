// Letters: each language says everything; each event is written about once; what a customer wrote is never markup. ATELIER_SAMPLES names a folder
// to keep the letters in, to be looked at.
#include "order_management/letters/letters.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "integration/mail/message.h"
#include "markets/format/format.h"
#include "order_management/documents/testing.h"
#include "storage/memory/memory_store.h"

namespace atelier::order_management::letters {
namespace {

using documents::testing::kNow;
using documents::testing::order_in;

const TextsByLanguage& texts() {
  static const TextsByLanguage loaded = *load_texts("config/letters.json");
  return loaded;
}
const markets::AddressForms& forms() { return documents::testing::house().addresses; }

constexpr Kind kKinds[] = {Kind::order_confirmation, Kind::payment_failed, Kind::shipped, Kind::delivery_failed, Kind::refund};

Order sample(const std::string& market, const std::string& locale) {
  SeededRandom random(17);
  return order_in(market, {{"Double-breasted coat in camel wool", "Camel · 38", 1, market == "jp" ? 560'000 : 329'000}, {"Silk scarf", "Ivory", 2, 24'900}}, 2'500, random, "", locale);
}
LetterFacts facts_of(const Order& order, Kind kind) {
  LetterFacts facts{.kind = kind, .order = &order, .tracking_url = "https://courier.example/track/42?a=1&b=2", .order_url = "https://shop.example/fr/fr/orders/ord_1?token=abc"};
  facts.invoice_url = "https://shop.example/v1/orders/ord_1/invoice?token=abc";
  facts.media_url = "https://shop.example/media/";
  if (kind == Kind::refund) {
    facts.refunded = Money{24'900, order.totals.total.currency};
    facts.refunded_lines = {{"MV-1002", 1, facts.refunded}};
  }
  return facts;
}

TEST(LetterTexts, every_language_writes_every_letter_with_nothing_left_open) {
  for (const auto& locale : markets::locales()) {
    for (const auto kind : kKinds) {
      const auto order = sample(locale == "ja" ? "jp" : locale == "ko" ? "kr" : locale == "zh-Hans" ? "cn" : locale == "en" ? "gb" : locale, locale);
      const auto written = write_letter(facts_of(order, kind), texts(), forms());
      const std::string name = boost::describe::enum_to_string(kind, "");
      EXPECT_EQ(written.subject.find_first_of("{}"), std::string::npos) << locale << " " << name << ": " << written.subject;
      EXPECT_EQ(written.text.find_first_of("{}"), std::string::npos) << locale << " " << name << "\n" << written.text;
      EXPECT_EQ(written.html.find("{"), std::string::npos) << locale << " " << name;
      EXPECT_TRUE(written.subject.contains(order.number));
      EXPECT_EQ(written.text.find('!'), std::string::npos) << "the house does not shout: " << locale << " " << name;
      if (kind == Kind::order_confirmation) EXPECT_TRUE(written.text.contains(markets::format_money(order.totals.total, locale))) << written.text;
      if (const char* folder = std::getenv("ATELIER_SAMPLES")) std::ofstream(std::string(folder) + "/letter-" + name + "-" + locale + ".html") << written.html;
    }
  }
}

TEST(LetterTexts, a_text_that_lacks_a_placeholder_or_a_language_is_named) {
  std::ifstream file("config/letters.json");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto load = [](const std::string& changed) {
    const std::string path = ::testing::TempDir() + "letters_changed.json";
    std::ofstream(path) << changed;
    return load_texts(path);
  };
  ASSERT_TRUE(load(text));
  auto lacking = text;
  const auto at = lacking.find("Guten Tag {name}");
  ASSERT_NE(at, std::string::npos);
  lacking.replace(at, 16, "Guten Tag");
  const auto refused = load(lacking);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().detail.contains("/de/greeting")) << refused.error().detail;
  EXPECT_FALSE(load("{\"en\": {}}"));
}

TEST(LetterText, what_a_customer_wrote_is_text_in_both_forms) {
  auto order = sample("fr", "fr");
  order.shipping_address.given_name = "<script>alert(1)</script>";
  order.shipping_address.family_name = "{amount} \"x\"";
  order.lines[0].title = "<img src=x onerror=alert(1)>";
  const auto written = write_letter(facts_of(order, Kind::order_confirmation), texts(), forms());
  EXPECT_EQ(written.html.find("<script"), std::string::npos);
  EXPECT_EQ(written.html.find("<img src=x"), std::string::npos);
  EXPECT_TRUE(written.text.contains("{amount} \"x\"")) << "a name is not a template";
  EXPECT_TRUE(written.html.contains("https://shop.example/fr/fr/orders/ord_1?token=abc"));
}

TEST(LetterText, a_shipped_letter_leads_to_the_parcel_and_a_confirmation_to_the_invoice) {
  const auto order = sample("de", "de");
  const auto shipped = write_letter(facts_of(order, Kind::shipped), texts(), forms());
  EXPECT_TRUE(shipped.text.contains("https://courier.example/track/42?a=1&b=2"));
  EXPECT_TRUE(shipped.html.contains("https://courier.example/track/42?a=1&amp;b=2"));
  EXPECT_TRUE(write_letter(facts_of(order, Kind::order_confirmation), texts(), forms()).text.contains("/invoice?token=abc"));
}

// A mailer that does as the test says, and notes what came.
class NotingMailer final : public integration::Mailer {
 public:
  std::string_view name() const override { return "noting"; }
  Task<Result<void>> send(integration::Mail mail) override {
    auto message = integration::to_message(mail);
    if (!message) co_return fail(message);
    sent.push_back(std::move(mail));
    if (answers.empty()) co_return Result<void>{};
    auto answer = answers.front();
    answers.erase(answers.begin());
    co_return answer;
  }
  std::vector<integration::Mail> sent;
  std::vector<Result<void>> answers;
};

struct LettersTest : ::testing::Test {
  ManualClock clock{kNow};
  SeededRandom random{3};
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random, Region::europe};
  NotingMailer mailer;
  Letters letters{context, mailer, texts(), forms(), {.from = {"Maison Verrane", "clients@house.test"}, .public_url = "https://shop.test", .token_of = [](const OrderId&) { return "tok"; }}};
  Order order = sample("fr", "fr");

  void SetUp() override { put(order); }
  void put(const Order& changed) {
    run_until_done(store->commit(storage::Commit{}.add(storage::Put{.key = order_key(changed.id), .body = json::write(changed)})));
  }
  events::EventRecord event(std::string type, std::string data = "{}") {
    return {.id = EventId::make(Region::europe, clock.now(), random), .type = std::move(type), .subject = order.id.text(), .time = clock.now(), .data = {std::move(data)}};
  }
  std::vector<events::EffectRecord> outbox() {
    std::vector<events::EffectRecord> found;
    const auto page = run_until_done(store->scan({.table = storage::kEffects})).value();
    for (const auto& item : page.items) found.push_back(*json::read_record<events::EffectRecord>(item.body, "effect"));
    return found;
  }
  Letter stored(const events::EventRecord& told, const std::string& kind) {
    return *json::read_record<Letter>(run_until_done(store->get(letter_key(order.id, kind + "/" + told.id.text()))).value()->body, "letter");
  }
};

TEST_F(LettersTest, an_event_told_often_is_one_letter_sent_once) {
  const auto paid = event("order.paid");
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(run_until_done(letters.hear(paid)));
  const auto effects = outbox();
  ASSERT_EQ(effects.size(), 1u);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(run_until_done(letters.send(effects[0])));
  ASSERT_EQ(mailer.sent.size(), 1u);
  EXPECT_EQ(mailer.sent[0].to.address, "claire@example.com");
  EXPECT_EQ(mailer.sent[0].language, "fr");
  EXPECT_EQ(mailer.sent[0].id, "order_confirmation." + paid.id.text() + "@house.test");
  EXPECT_TRUE(mailer.sent[0].text.contains("https://shop.test/v1/orders/" + order.id.text() + "/invoice?token=tok"));
  EXPECT_EQ(stored(paid, "order_confirmation").state, State::sent);
}

TEST_F(LettersTest, a_lost_answer_is_sent_again_under_the_same_id) {
  ASSERT_TRUE(run_until_done(letters.hear(event("order.collected"))));
  mailer.answers = {fail(ErrorKind::unknown, "smtp_answer_lost"), fail(ErrorKind::unavailable, "smtp_unreachable")};
  const auto effects = outbox();
  EXPECT_FALSE(run_until_done(letters.send(effects[0])));
  EXPECT_FALSE(run_until_done(letters.send(effects[0])));
  clock.advance(std::chrono::minutes(5));
  EXPECT_TRUE(run_until_done(letters.send(effects[0])));
  ASSERT_EQ(mailer.sent.size(), 3u);
  EXPECT_EQ(mailer.sent[0].id, mailer.sent[2].id);
  EXPECT_EQ(integration::to_message(mailer.sent[0])->bytes, integration::to_message(mailer.sent[2])->bytes);
}

TEST_F(LettersTest, what_a_mailbox_refuses_for_good_is_noted_and_not_tried_again) {
  const auto failed = event("order.payment_failed");
  ASSERT_TRUE(run_until_done(letters.hear(failed)));
  mailer.answers = {fail(ErrorKind::invalid, "mail_refused", "550 no such mailbox")};
  ASSERT_TRUE(run_until_done(letters.send(outbox()[0])));
  ASSERT_TRUE(run_until_done(letters.send(outbox()[0])));
  EXPECT_EQ(mailer.sent.size(), 1u);
  EXPECT_EQ(stored(failed, "payment_failed").state, State::refused);
  EXPECT_TRUE(stored(failed, "payment_failed").error.contains("550"));
}

TEST_F(LettersTest, a_refund_names_its_amount_and_pieces) {
  ASSERT_TRUE(run_until_done(letters.hear(event("order.refunded", R"({"total":{"amount":24900,"currency":"EUR"},"lines":[{"sku":"MV-1002","quantity":1,"amount":{"amount":24900,"currency":"EUR"}}],"refund":"ref_1"})"))));
  ASSERT_TRUE(run_until_done(letters.send(outbox()[0])));
  EXPECT_TRUE(mailer.sent[0].subject.contains(order.number));
  EXPECT_TRUE(mailer.sent[0].text.contains("249,00")) << mailer.sent[0].text;
  EXPECT_TRUE(mailer.sent[0].text.contains("Silk scarf"));
  EXPECT_FALSE(mailer.sent[0].text.contains("Double-breasted"));
}

TEST_F(LettersTest, what_nobody_has_to_hear_of_and_what_is_long_past_is_not_written) {
  auto old = event("order.paid");
  clock.advance(std::chrono::hours(24 * 30));
  for (const auto& told : {old, event("order.placed"), event("order.closed"), event("item.changed")}) ASSERT_TRUE(run_until_done(letters.hear(told)));
  EXPECT_TRUE(outbox().empty());
}

}  // namespace
}  // namespace atelier::order_management::letters
