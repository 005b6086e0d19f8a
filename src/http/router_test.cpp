#include "http/router.h"

#include <gtest/gtest.h>

#include "http/testing.h"

namespace atelier::http {
namespace {

Handler says(std::string text) {
  return [text](Request& request) -> Task<Response> {
    std::string body = text;
    for (const auto& [name, value] : request.parameters) body += ' ' + std::string(name) + '=' + value;
    co_return Response::text(200, body);
  };
}

Router shop() {
  Router router;
  router.add(Method::get, "/", says("home"));
  router.add(Method::get, "/v1/items", says("items"));
  router.add(Method::get, "/v1/items/{id}", says("item"));
  router.add(Method::get, "/v1/items/new", says("new"));
  router.add(Method::get, "/v1/items/{item_id}/photos", says("photos"));
  router.add(Method::del, "/v1/items/{id}", says("deleted"));
  router.add(Method::get, "/assets/{path...}", says("asset"));
  return router;
}

std::string said(const Router& router, Method method, std::string target) {
  return testing::call(router, method, std::move(target)).body;
}

TEST(Router, finds_a_route_by_method_and_path) {
  const Router router = shop();
  EXPECT_EQ(said(router, Method::get, "/"), "home");
  EXPECT_EQ(said(router, Method::get, "/v1/items?market=fr"), "items");
  EXPECT_EQ(said(router, Method::get, "/v1/items/itm_1"), "item id=itm_1");
  EXPECT_EQ(said(router, Method::del, "/v1/items/itm_1"), "deleted id=itm_1");
  EXPECT_EQ(said(router, Method::head, "/v1/items"), "items");
}

TEST(Router, exact_segments_win_over_parameters_and_give_way_where_they_lead_nowhere) {
  const Router router = shop();
  EXPECT_EQ(said(router, Method::get, "/v1/items/new"), "new");
  EXPECT_EQ(said(router, Method::get, "/v1/items/new/photos"), "photos item_id=new");
}

TEST(Router, parameters_are_decoded_one_segment_at_a_time) {
  const Router router = shop();
  EXPECT_EQ(said(router, Method::get, "/v1/items/caf%C3%A9%2Fcr%C3%A8me"), "item id=café/crème");
  EXPECT_EQ(said(router, Method::get, "/assets/fonts/a.woff2"), "asset path=fonts/a.woff2");
  EXPECT_EQ(said(router, Method::get, "/assets/"), "asset path=");
}

TEST(Router, an_unknown_path_is_404_and_another_method_405_with_allow) {
  const Router router = shop();
  for (const char* path : {"/v1", "/v1/items/", "/v1/items/a/b/c", "/assets", "//", "/v1//items"}) {
    EXPECT_EQ(testing::call(router, Method::get, path).status, 404) << path;
  }
  const auto refused = testing::call(router, Method::post, "/v1/items/itm_1");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(testing::header_of(refused, "Allow"), "GET, HEAD, DELETE");
}

TEST(Router, hot_handlers_are_asked_first_and_fall_through) {
  Router router = shop();
  bool warm = false;
  router.add_hot(Method::get, "/v1/items/{id}", [&](const Request& request) -> std::shared_ptr<const RenderedAnswer> {
    return warm ? RenderedAnswer::make(200, "hot " + std::string(request.parameter("id")), {}) : nullptr;
  });
  EXPECT_EQ(said(router, Method::get, "/v1/items/itm_1"), "item id=itm_1");
  warm = true;
  EXPECT_EQ(testing::body_of(testing::call(router, Method::get, "/v1/items/itm_1")), "hot itm_1");
}

TEST(Router, admission_is_asked_before_the_handler) {
  Router router;
  router.add_upload(Method::post, "/v1/office/imports", says("taken"),
                    {.max_body_bytes = 1'000'000, .admit = [](Request& request) -> Task<std::optional<Response>> {
                       if (request.cookie("atelier_office") == "secret") co_return std::nullopt;
                       co_return problem(401, "unauthenticated", "Sign in first.");
                     }});
  EXPECT_EQ(testing::call(router, Method::post, "/v1/office/imports").status, 401);
  EXPECT_EQ(testing::call(router, Method::post, "/v1/office/imports", "", {{"Cookie", "a=b; atelier_office=secret"}}).status, 200);
}

TEST(Router, a_pattern_taken_twice_or_ill_formed_is_a_programmers_error) {
  Router router = shop();
  EXPECT_DEATH(router.add(Method::get, "/v1/items", says("again")), "/v1/items");
  EXPECT_DEATH(router.add(Method::get, "v1", says("no slash")), "v1");
  EXPECT_DEATH(router.add(Method::get, "/a/{rest...}/b", says("rest inside")), "the last one");
}

TEST(Router, lists_its_routes_for_the_contract) {
  const Router router = shop();
  EXPECT_EQ(router.route_count(), 7u);
  EXPECT_EQ(router.routes()[2], (std::pair<Method, std::string>(Method::get, "/v1/items/{id}")));
  Request request;
  request.path = "/v1/items/x";
  EXPECT_EQ(router.pattern_of(router.find(request).number), "/v1/items/{id}");
}

}  // namespace
}  // namespace atelier::http
