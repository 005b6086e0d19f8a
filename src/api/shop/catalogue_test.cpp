#include "api/shop/catalogue.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "http/testing.h"
#include "item_management/items.h"
#include "json/json.h"
#include "storage/memory/memory_store.h"

namespace atelier::api {
namespace {

using http::Method;

struct FieldError {
  std::string field;
};
BOOST_DESCRIBE_STRUCT(FieldError, (), (field))
struct ProblemBody {
  std::string code;
  std::vector<FieldError> errors;
};
BOOST_DESCRIBE_STRUCT(ProblemBody, (), (code, errors))

class CatalogueRoutesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    put({storage::kVocabulary, "category", "women/coats"},
        R"({"path":"women/coats","names":{"en":"Coats","fr":"Manteaux"}})");
    put({storage::kVocabulary, "collection", "winter"}, R"({"handle":"winter","names":{"en":"Winter"}})");
    for (int i = 0; i < 5; ++i) {
      const std::string handle = "coat-" + std::to_string(i);
      item_management::Item item{.handle = handle,
                                 .status = item_management::ItemStatus::active,
                                 .category = "women/coats",
                                 .collections = {"winter"},
                                 .texts = {{"en", {.title = "Coat " + std::to_string(i)}},
                                           {"fr", {.title = "Manteau " + std::to_string(i)}}},
                                 .options = {"size"},
                                 .variants = {{.sku = "C-" + std::to_string(i), .options = {{"size", "38"}}}},
                                 .prices = {{"EUR", {.amount = 1000 + i}}}};
      ASSERT_TRUE(run_until_done(item_management::create_item(context, std::move(item))));
    }
    auto made = shopping::Search::create(catalogue, folder);
    ASSERT_TRUE(made);
    search = std::move(*made);
    ASSERT_TRUE(catalogue.start());
    register_catalogue_routes(router, {catalogue, *search, markets, shipping, clock, answers});
  }
  ~CatalogueRoutesTest() override { std::filesystem::remove_all(folder); }

  void put(storage::Key key, std::string body) {
    storage::Commit commit;
    commit.add(storage::Put{.key = std::move(key), .body = std::move(body)});
    ASSERT_TRUE(storage::is_committed(run_until_done(store->commit(std::move(commit)))));
  }
  http::Response get(const std::string& target) { return http::testing::call(router, Method::get, target); }
  int total(const std::string& target) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 200) << target;
    const auto body = http::testing::body_of(response);
    const auto at = body.find("\"total\":");
    return at == std::string_view::npos ? -1 : std::atoi(std::string(body.substr(at + 8)).c_str());
  }
  // The fields that a refused request names.
  std::vector<std::string> named(const std::string& target) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 400) << target;
    std::vector<std::string> fields;
    auto problem = json::read<ProblemBody>(http::testing::body_of(response), json::Mode::lenient);
    EXPECT_TRUE(problem);
    if (problem) {
      for (const auto& error : problem->errors) fields.push_back(error.field);
    }
    std::ranges::sort(fields);
    return fields;
  }
  using Fields = std::vector<std::string>;

  const std::string folder =
      (std::filesystem::temp_directory_path() / ("atelier-catalogue-" + std::to_string(::getpid()))).string();
  ManualClock clock{*parse_rfc3339("2026-11-23T09:30:00Z")};
  SystemRandom random;
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random};
  markets::Markets markets = *markets::load_markets("config/markets.toml");
  markets::Shipping shipping = *markets::load_shipping("config/shipping.toml");
  AnswerCache answers;
  http::Router router;
  std::unique_ptr<shopping::Search> search;  // outlives the catalogue, which tells it of changes
  shopping::Catalogue catalogue{*store};
};

TEST_F(CatalogueRoutesTest, every_wrong_parameter_is_named) {
  EXPECT_EQ(named("/v1/items"), (Fields{"?locale", "?market"}));
  EXPECT_EQ(named("/v1/items?market=atlantis&locale=fr"), Fields{"?market"});
  EXPECT_EQ(named("/v1/items?market=fr&locale=xx"), Fields{"?locale"});
  const std::string who = "?market=fr&locale=fr";
  EXPECT_EQ(named("/v1/items" + who + "&limit=0"), Fields{"?limit"});
  EXPECT_EQ(named("/v1/items" + who + "&limit=49"), Fields{"?limit"});
  EXPECT_EQ(named("/v1/items" + who + "&limit=2x"), Fields{"?limit"});
  EXPECT_EQ(named("/v1/items" + who + "&sort=best"), Fields{"?sort"});
  EXPECT_EQ(named("/v1/items" + who + "&sort=relevance"), Fields{"?sort"});
  EXPECT_EQ(named("/v1/items" + who + "&in_stock=1"), Fields{"?in_stock"});
  EXPECT_EQ(named("/v1/items" + who + "&price_min=-1"), Fields{"?price_min"});
  EXPECT_EQ(named("/v1/items" + who + "&price_max=99999999999999999999"), Fields{"?price_max"});
  EXPECT_EQ(named("/v1/items" + who + "&cursor=%25"), Fields{"?cursor"});
  EXPECT_EQ(named("/v1/items" + who + "&category=" + std::string(201, 'c')), Fields{"?category"});
  std::string sizes;
  for (int i = 0; i < 51; ++i) sizes += "&size=" + std::to_string(i);
  EXPECT_EQ(named("/v1/items" + who + sizes), Fields{"?size"});
  EXPECT_EQ(named("/v1/items" + who + "&limit=0&sort=best&in_stock=1&price_min=x"),
            (Fields{"?in_stock", "?limit", "?price_min", "?sort"}));
  EXPECT_EQ(named("/v1/search" + who), Fields{"?q"});
  EXPECT_EQ(named("/v1/search" + who + "&q="), Fields{"?q"});
  EXPECT_EQ(named("/v1/search" + who + "&q=" + std::string(201, 'x')), Fields{"?q"});
  EXPECT_EQ(named("/v1/suggest" + who), Fields{"?q"});
  for (const char* path :
       {"/v1/home", "/v1/categories", "/v1/collections", "/v1/items/coat-1", "/v1/suggest", "/v1/search"}) {
    EXPECT_EQ(named(std::string(path) + "?q=x&market=fr"), Fields{"?locale"}) << path;
  }
}

TEST_F(CatalogueRoutesTest, a_long_word_in_another_script_is_counted_in_characters) {
  std::string query;
  for (int i = 0; i < 150; ++i) query += "%E3%82%B3";  // コ
  EXPECT_EQ(get("/v1/search?market=jp&locale=ja&q=" + query).status, 200);
}

TEST_F(CatalogueRoutesTest, what_is_not_there_is_not_found) {
  const std::string who = "?market=fr&locale=fr";
  EXPECT_EQ(get("/v1/items/nothing" + who).status, 404);
  EXPECT_EQ(get("/v1/items" + who + "&category=men").status, 404);
  EXPECT_EQ(get("/v1/items" + who + "&collection=spring").status, 404);
  EXPECT_EQ(get("/v1/items/coat-1?market=jp&locale=ja").status, 404) << "it has no price there";
  EXPECT_EQ(get("/v1/items/coat-1" + who).status, 200);
}

TEST_F(CatalogueRoutesTest, an_answer_is_rendered_once_until_something_changes) {
  const std::string target = "/v1/items/coat-1?market=fr&locale=fr";
  const auto first = get(target).rendered;
  ASSERT_TRUE(first);
  EXPECT_EQ(get(target).rendered, first);
  auto stored = run_until_done(item_management::find_by_handle(*store, "coat-1")).value();
  stored->item.texts["fr"].title = "Manteau long";
  ASSERT_TRUE(
      run_until_done(item_management::replace_item(context, stored->item.id, stored->version, stored->item)));
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  bool seen = false;
  while (!seen && std::chrono::steady_clock::now() < until)
    seen = http::testing::body_of(get(target)).find("Manteau long") != std::string_view::npos;
  EXPECT_TRUE(seen) << "an edit is seen within a second";
}

TEST_F(CatalogueRoutesTest, days_of_delivery_are_reckoned_from_today) {
  const std::string target = "/v1/items/coat-1?market=fr&locale=fr";
  const auto promised = [&] {
    const std::string body(http::testing::body_of(get(target)));
    return body.substr(body.find("\"earliest\":\""), 23);
  };
  const auto monday = promised();
  clock.advance(std::chrono::hours(24));
  EXPECT_GT(promised(), monday) << "nothing was edited, but it is Tuesday";
}

TEST_F(CatalogueRoutesTest, a_page_is_never_built_from_a_listing_older_than_the_snapshot) {
  const std::string target = "/v1/items?market=fr&locale=fr";
  const CatalogueDependencies reads{catalogue, *search, markets, shipping, clock, answers};
  ASSERT_EQ(get(target).status, 200);
  const auto before = catalogue.version();
  auto stored = run_until_done(item_management::find_by_handle(*store, "coat-1")).value();
  stored->item.texts["fr"].title = "Manteau long";
  ASSERT_TRUE(
      run_until_done(item_management::replace_item(context, stored->item.id, stored->version, stored->item)));
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  while (catalogue.version() == before && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  const auto read = PageReads(reads).read(target);
  ASSERT_TRUE(read);
  EXPECT_NE(read->identity.bytes.find("Manteau long"), std::string::npos);
}

TEST_F(CatalogueRoutesTest, a_page_of_a_listing_goes_on_where_the_one_before_ended) {
  EXPECT_EQ(total("/v1/items?market=fr&locale=fr&limit=2"), 5);
  EXPECT_EQ(total("/v1/items?market=jp&locale=ja"), 0);
  EXPECT_EQ(total("/v1/search?market=fr&locale=fr&q=manteau"), 5);
  EXPECT_EQ(total("/v1/search?market=fr&locale=fr&q=rien"), 0);
}

}  // namespace
}  // namespace atelier::api
