#include "api/office/office.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "http/testing.h"
#include "item_management/items.h"
#include "storage/memory/memory_store.h"

namespace atelier::api {
namespace {

using http::Method;
using http::Response;
using http::testing::call;
using http::testing::Call;
using http::testing::header_of;

class OfficeTest : public testing::Test {
 protected:
  std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "atelier_office_test";
  ManualClock clock{from_unix_ms(1'795'000'000'000)};
  SystemRandom random;
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random, Region::europe};
  std::unique_ptr<storage::Blobs> blobs;
  std::unique_ptr<item_management::media::Photos> photos;
  std::unique_ptr<item_management::Imports> imports;
  http::Router router;
  std::string denied;  // the permission that is not given

  void SetUp() override {
    std::filesystem::remove_all(folder);
    blobs = storage::open_directory_blobs((folder / "blobs").string()).value();
    photos = std::make_unique<item_management::media::Photos>(*blobs);
    imports = std::make_unique<item_management::Imports>(context, *photos, *Currency::parse("EUR"));
    const std::vector<item_management::Term> terms{
        {"location", "warehouse-lyon",
         R"({"code":"warehouse-lyon","kind":"warehouse","region":"eu","names":{"en":"Lyon"}})"},
        {"location", "warehouse-osaka",
         R"({"code":"warehouse-osaka","kind":"warehouse","region":"ap","names":{"en":"Osaka"}})"},
        {"location", "shop-paris",
         R"({"code":"shop-paris","kind":"shop","region":"eu","names":{"en":"Paris"}})"},
        {"category", "women", R"({"path":"women","names":{"en":"Women"}})"}};
    ASSERT_TRUE(run_until_done(item_management::store_vocabulary(context, terms)));
    Authorize authorize = [this](const http::Request&,
                                 std::string_view permission) -> Task<std::expected<std::string, Response>> {
      if (permission == denied) co_return std::unexpected(http::problem(403, "forbidden", "no"));
      co_return std::string("stf_1");
    };
    register_office_routes(router, {context, *photos, *imports, authorize});
  }
  void TearDown() override {
    imports.reset();
    photos.reset();
    blobs.reset();
    std::filesystem::remove_all(folder);
  }
  static std::string coat(const std::string& handle = "coat", const std::string& sku = "C-38",
                          const std::string& more = "") {
    return R"({"handle":")" + handle +
           R"(","status":"active","category":"women","texts":{"en":{"title":"Coat"}},"options":["size"],)" +
           R"("variants":[{"sku":")" + sku +
           R"(","options":{"size":"38"}}],"prices":{"EUR":{"amount":329000}})" + more + "}";
  }
  std::string created_id(const std::string& body) {
    const auto made = call(router, Method::post, "/v1/office/items", body);
    EXPECT_EQ(made.status, 201) << made.body;
    return std::string(header_of(made, "Location").substr(std::string_view("/v1/office/items/").size()));
  }
  Response move(const std::string& body, const std::string& key) {
    return call(router, Method::post, "/v1/office/stock/movements", body, {{"Idempotency-Key", key}});
  }
};

TEST_F(OfficeTest, an_item_is_created_read_changed_and_archived) {
  const auto id = created_id(coat());
  const auto read = call(router, Method::get, "/v1/office/items/" + id);
  EXPECT_EQ(read.status, 200);
  EXPECT_EQ(header_of(read, "ETag"), "\"1\"");
  EXPECT_NE(read.body.find("\"version\":1"), std::string::npos);

  const auto patch = [&](const std::string& body, const std::string& match) {
    std::vector<std::pair<std::string, std::string>> headers{
        {"Content-Type", "application/merge-patch+json"}};
    if (!match.empty()) headers.push_back({"If-Match", match});
    return call(router, Method::patch, "/v1/office/items/" + id, body, headers);
  };
  EXPECT_EQ(patch(R"({"status":"archived"})", "").status, 428);
  EXPECT_EQ(patch(R"({"status":"archived"})", "\"1\"").status, 200);
  EXPECT_EQ(patch(R"({"status":"active"})", "\"1\"").status, 412);
  EXPECT_EQ(patch(R"({"status":"gone"})", "\"2\"").status, 400);
  EXPECT_EQ(patch(R"({"category":"nowhere"})", "\"2\"").status, 422);
  EXPECT_EQ(patch(R"({"variants":null})", "\"2\"").status, 400);
  const auto now = call(router, Method::get, "/v1/office/items/" + id);
  EXPECT_NE(now.body.find("\"status\":\"archived\""), std::string::npos);
  const auto put =
      call(router, Method::put, "/v1/office/items/" + id, coat("coat-long"), {{"If-Match", "\"2\""}});
  EXPECT_EQ(put.status, 200) << put.body;
  EXPECT_EQ(header_of(put, "ETag"), "\"3\"");
}

TEST_F(OfficeTest, wrong_items_are_refused_with_each_field_named) {
  const auto wrong = call(router, Method::post, "/v1/office/items",
                          coat("Bad Handle", "C 1", R"(,"photos":[{"hash":"abc"}])"));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_NE(wrong.body.find("/photos/0/hash"), std::string::npos);
  EXPECT_EQ(call(router, Method::post, "/v1/office/items", coat("a", "b", R"(,"colour":"red")")).status, 400);
  EXPECT_EQ(call(router, Method::post, "/v1/office/items", "{").status, 400);
  EXPECT_EQ(call(router, Method::post, "/v1/office/items", coat(), {{"Content-Type", "text/plain"}}).status,
            415);
  created_id(coat());
  const auto taken = call(router, Method::post, "/v1/office/items", coat());
  EXPECT_EQ(taken.status, 409);
  EXPECT_NE(taken.body.find("handle_taken"), std::string::npos);
  EXPECT_NE(call(router, Method::post, "/v1/office/items", coat("other")).body.find("sku_taken"),
            std::string::npos);
  EXPECT_EQ(call(router, Method::get, "/v1/office/items/itm_nothing").status, 404);
}

TEST_F(OfficeTest, the_list_is_in_order_of_handle_a_page_at_a_time) {
  for (const auto* handle : {"cape", "anorak", "9-coat", "belt", "bag"})
    created_id(coat(handle, std::string("S-") + handle));
  std::string handles;
  std::string cursor;
  int pages = 0;
  do {
    const auto page =
        call(router, Method::get, "/v1/office/items?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200) << page.body;
    for (auto at = page.body.find("\"handle\":\""); at != std::string::npos;
         at = page.body.find("\"handle\":\"", at + 1)) {
      handles += page.body.substr(at + 10, page.body.find('"', at + 10) - at - 10) + " ";
    }
    const auto next = page.body.find("\"next_cursor\":\"");
    cursor = next == std::string::npos ? "" : page.body.substr(next + 15, page.body.size() - next - 17);
  } while (!cursor.empty() && ++pages < 10);
  EXPECT_EQ(handles, "9-coat anorak bag belt cape ");
  EXPECT_NE(call(router, Method::get, "/v1/office/items?q=s-be").body.find("\"belt\""), std::string::npos);
  EXPECT_EQ(call(router, Method::get, "/v1/office/items?q=s-be").body.find("\"bag\""), std::string::npos);
  EXPECT_EQ(call(router, Method::get, "/v1/office/items?limit=0").status, 400);
  EXPECT_EQ(call(router, Method::get, "/v1/office/items?status=sold").status, 400);
}

TEST_F(OfficeTest, stock_is_received_moved_and_shown) {
  created_id(coat());
  const auto receipt = move(
      R"({"sku":"C-38","location":"warehouse-lyon","kind":"receipt","quantity":12,"reason":"note 4711"})",
      "k1");
  ASSERT_EQ(receipt.status, 201) << receipt.body;
  EXPECT_NE(receipt.body.find("\"by\":\"stf_1\""), std::string::npos);
  EXPECT_NE(receipt.body.find("\"on_hand\":12,\"reserved\":0,\"available\":12"), std::string::npos);
  const auto again = move(
      R"({"sku":"C-38","location":"warehouse-lyon","kind":"receipt","quantity":12,"reason":"note 4711"})",
      "k1");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(header_of(again, "Idempotency-Replayed"), "true");
  EXPECT_EQ(
      move(R"({"sku":"C-38","location":"warehouse-lyon","kind":"receipt","quantity":1,"reason":"x"})", "k1")
          .status,
      422);
  const auto transfer = move(
      R"({"sku":"C-38","location":"warehouse-lyon","kind":"transfer","quantity":5,"to_location":"shop-paris","reason":"window"})",
      "k2");
  EXPECT_EQ(transfer.status, 201) << transfer.body;
  EXPECT_NE(transfer.body.find("\"to_location\":\"shop-paris\",\"kind\":\"transfer\",\"quantity\":5"),
            std::string::npos);
  EXPECT_EQ(
      move(R"({"sku":"C-38","location":"warehouse-lyon","kind":"correction","quantity":-8,"reason":"count"})",
           "k3")
          .status,
      409);
  EXPECT_EQ(
      move(R"({"sku":"C-38","location":"nowhere","kind":"receipt","quantity":1,"reason":"x"})", "k4").status,
      422);
  EXPECT_EQ(move(R"({"sku":"NONE","location":"shop-paris","kind":"receipt","quantity":1,"reason":"x"})", "k5")
                .status,
            404);
  EXPECT_EQ(call(router, Method::post, "/v1/office/stock/movements", "{}").status, 400);
  const auto levels = call(router, Method::get, "/v1/office/stock?sku=C-38");
  EXPECT_NE(levels.body.find("\"location\":\"shop-paris\",\"on_hand\":5,\"reserved\":0,\"available\":5"),
            std::string::npos)
      << levels.body;
  EXPECT_NE(levels.body.find("\"location\":\"warehouse-lyon\",\"on_hand\":7"), std::string::npos)
      << levels.body;
  EXPECT_EQ(call(router, Method::get, "/v1/office/stock").body, levels.body);
  const auto movements = call(router, Method::get, "/v1/office/stock/movements?sku=C-38");
  EXPECT_EQ(std::ranges::count(movements.body, '{'), 1 + 3) << movements.body;
}

TEST_F(OfficeTest, an_import_runs_in_the_background_and_its_export_gives_it_back) {
  std::filesystem::create_directories(folder);
  const auto upload = (folder / "upload").string();
  const std::string csv = "Handle,Title,Variant SKU,Variant Price\ncoat,Coat,C-1,100\nbad,Bad,C-2,x\n";
  std::ofstream(upload) << csv;
  const auto started = call(router, Call{.method = Method::post,
                                         .target = "/v1/office/imports?format=shopify-csv&currency=EUR",
                                         .headers = {{"Content-Type", "text/csv"}},
                                         .body_file = upload});
  ASSERT_EQ(started.status, 202) << started.body;
  const std::string location(header_of(started, "Location"));
  Response status;
  for (int i = 0; i < 400; ++i) {
    status = call(router, Method::get, location);
    if (status.body.find("\"running\"") == std::string::npos) break;
    std::this_thread::sleep_for(Milliseconds{5});
  }
  EXPECT_NE(status.body.find("\"status\":\"done\""), std::string::npos) << status.body;
  EXPECT_NE(status.body.find("\"items_created\":1"), std::string::npos);
  EXPECT_NE(status.body.find("\"line\":3,\"column\":\"Variant Price\",\"code\":\"bad_price\""),
            std::string::npos)
      << status.body;
  EXPECT_FALSE(std::filesystem::exists(upload + ".import"));

  auto exported = call(router, Method::get, "/v1/office/exports/items.csv");
  ASSERT_TRUE(exported.stream);
  const auto first = run_until_done(exported.stream());
  ASSERT_TRUE(first);
  EXPECT_NE(first->find("coat,Coat"), std::string::npos);
  EXPECT_EQ(run_until_done(exported.stream()), "");

  EXPECT_EQ(call(router, Call{.method = Method::post,
                              .target = "/v1/office/imports?format=xls",
                              .headers = {{"Content-Type", "text/csv"}}})
                .status,
            400);
  EXPECT_EQ(call(router, Call{.method = Method::post,
                              .target = "/v1/office/imports?format=shopify-csv",
                              .headers = {{"Content-Type", "text/html"}}})
                .status,
            415);
  EXPECT_EQ(call(router, Method::get, "/v1/office/imports/imp_x").status, 404);
}

TEST_F(OfficeTest, what_is_no_picture_is_refused) {
  const auto refused =
      call(router, Method::post, "/v1/office/photos", "<svg/>", {{"Content-Type", "image/png"}});
  EXPECT_EQ(refused.status, 415);
  EXPECT_NE(refused.body.find("bad_picture"), std::string::npos);
}

TEST_F(OfficeTest, nobody_gets_in_without_the_permission) {
  struct Door {
    Method method;
    const char* target;
    const char* permission;
  };
  for (const auto& door : {Door{Method::get, "/v1/office/items", "items.read"},
                           Door{Method::post, "/v1/office/items", "items.write"},
                           Door{Method::get, "/v1/office/items/itm_1", "items.read"},
                           Door{Method::put, "/v1/office/items/itm_1", "items.write"},
                           Door{Method::patch, "/v1/office/items/itm_1", "items.write"},
                           Door{Method::get, "/v1/office/stock", "stock.read"},
                           Door{Method::get, "/v1/office/stock/movements", "stock.read"},
                           Door{Method::post, "/v1/office/stock/movements", "stock.write"},
                           Door{Method::post, "/v1/office/photos", "items.write"},
                           Door{Method::post, "/v1/office/imports", "items.write"},
                           Door{Method::get, "/v1/office/imports/imp_1", "items.read"},
                           Door{Method::get, "/v1/office/exports/items.csv", "items.read"}}) {
    denied = door.permission;
    EXPECT_EQ(call(router, door.method, door.target).status, 403) << door.target;
  }
}

}  // namespace
}  // namespace atelier::api
