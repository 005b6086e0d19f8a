#include "api/accounts/customers.h"

#include <algorithm>

#include "base/text.h"
#include "http/problem.h"
#include "markets/market.h"
#include "security/authorization.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;
using security::Audience;
using security::Customer;

struct NewCustomer {
  std::string email;
  std::string password;
  std::string given_name;
  std::string family_name;
  std::string locale;
  std::string market;
};
BOOST_DESCRIBE_STRUCT(NewCustomer, (), (email, password, given_name, family_name, locale, market))

struct SignIn {
  std::string email;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password))

struct CustomerAnswer {
  CustomerId id;
  std::string email;
  std::string given_name;
  std::string family_name;
  std::string locale;
  std::string market;
  Time created_at{};
};
BOOST_DESCRIBE_STRUCT(CustomerAnswer, (), (id, email, given_name, family_name, locale, market, created_at))

// NIST SP 800-63B §5.1.1.2: length is what counts; no rules about kinds of characters.
constexpr std::size_t kShortestPassword = 10;
constexpr std::size_t kLongestPassword = 200;
constexpr std::size_t kLongestName = 60;

// Longer than Unicode's widest character for each place: a bound in bytes that no honest name meets.
bool is_name(std::string_view name) { return !name.empty() && name.size() <= kLongestName * 4; }

json::Problems check(const NewCustomer& customer, const markets::Markets& markets) {
  json::Problems problems;
  if (!base::normalise_email(customer.email)) problems.push_back({"/email", "bad_value", "an e-mail address"});
  if (customer.password.size() < kShortestPassword || customer.password.size() > kLongestPassword) {
    problems.push_back({"/password", "out_of_range", "10 to 200 characters"});
  }
  if (!is_name(customer.given_name)) problems.push_back({"/given_name", "out_of_range", "1 to 60 characters"});
  if (!is_name(customer.family_name)) problems.push_back({"/family_name", "out_of_range", "1 to 60 characters"});
  if (std::ranges::find(markets::locales(), customer.locale) == markets::locales().end()) {
    problems.push_back({"/locale", "bad_value", "one of en de fr it ja zh-Hans ko"});
  }
  if (markets.find(customer.market) == nullptr) problems.push_back({"/market", "bad_value", "a market of the house, as fr"});
  return problems;
}

std::string answer_of(const Customer& c) {
  return json::write(CustomerAnswer{c.id, c.email, c.given_name, c.family_name, c.locale, c.market, c.created_at});
}

class Customers {
 public:
  Customers(events::Context& context, security::Identity& identity, const markets::Markets& markets)
      : context_(context), identity_(identity), markets_(markets) {}

  Task<Response> register_customer(Request& request) {
    auto wanted = http::read_body<NewCustomer>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (auto problems = check(*wanted, markets_); !problems.empty()) {
      co_return http::problem(422, "validation_failed", "some fields are wrong; each is named", problems);
    }
    Customer customer{.email = *base::normalise_email(wanted->email),
                      .given_name = std::move(wanted->given_name),
                      .family_name = std::move(wanted->family_name),
                      .locale = std::move(wanted->locale),
                      .market = std::move(wanted->market)};
    auto made = co_await identity_.register_customer(std::move(customer), std::move(wanted->password));
    if (!made) co_return http::problem(made.error());
    co_return co_await signed_in(request, std::move(*made));
  }

  Task<Response> sign_in(Request& request) {
    auto wanted = http::read_body<SignIn>(request);
    if (!wanted) co_return std::move(wanted.error());
    auto customer = co_await identity_.check_customer(std::move(wanted->email), std::move(wanted->password));
    if (!customer) co_return security::refusal(customer.error());
    co_return co_await signed_in(request, std::move(*customer));
  }

  Task<Response> sign_out(Request& request) {
    auto forgotten = co_await security::end_session(context_, request, Audience::customer);
    if (!forgotten) co_return http::problem(forgotten.error());
    auto response = Response::no_content();
    response.set("Set-Cookie", std::move(*forgotten));
    co_return response;
  }

  Task<Response> me(Request& request) {
    auto session = co_await security::find_session(context_, request, Audience::customer);
    if (!session) co_return security::refusal(session.error());
    auto customer = co_await identity_.read_customer(session->subject);
    if (!customer) co_return http::problem(customer.error());
    co_return private_answer(200, *customer);
  }

 private:
  static Response private_answer(int status, const Customer& customer) {
    auto response = Response::json(status, answer_of(customer));
    response.set("Cache-Control", "no-store");
    return response;
  }

  Task<Response> signed_in(Request& request, Customer customer) {
    auto opened = co_await security::open_session(
        context_, {.audience = Audience::customer, .subject = customer.id.text(), .name = customer.given_name}, request.secure);
    if (!opened) co_return http::problem(opened.error());
    auto response = private_answer(201, customer);
    response.set("Set-Cookie", std::move(opened->set_cookie));
    co_return response;
  }

  events::Context& context_;
  security::Identity& identity_;
  const markets::Markets& markets_;
};

}  // namespace

void register_customer_routes(http::Router& router, events::Context& context, security::Identity& identity, const markets::Markets& markets) {
  const auto customers = std::make_shared<Customers>(context, identity, markets);
  using http::Method;
  router.add(Method::post, "/v1/customers", [customers](Request& r) { return customers->register_customer(r); });
  router.add(Method::post, "/v1/customers/sessions", [customers](Request& r) { return customers->sign_in(r); });
  router.add(Method::del, "/v1/customers/sessions/current", [customers](Request& r) { return customers->sign_out(r); });
  router.add(Method::get, "/v1/customers/me", [customers](Request& r) { return customers->me(r); });
}

}  // namespace atelier::api
