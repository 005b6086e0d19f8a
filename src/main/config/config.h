// Configuration: one table of settings, each with its default, its unit and what it is for.
//
// A setting comes, later ones winning, from: its default, a TOML file (--config), the environment (http.port is ATELIER_HTTP_PORT),
// the command line. Secrets come from the environment only and are never printed. A key that nobody knows stops the program with the
// nearest right one. Read once at start, immutable after.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace atelier::config {

struct Config {
  struct {
    std::string address = "127.0.0.1";
    std::int64_t port = 8080;
    std::int64_t threads = 0;
    std::string tls_certificate;
    std::string tls_key;
    bool log_requests = false;
  } http;
  struct {
    std::string public_url;
    std::string web = "web/apps";
    std::string openapi = "api/openapi.yaml";
    std::string markets = "config";
  } site;
  struct {
    std::string data = "data/store";
    std::string region = "eu";
  } store;
  struct {
    std::string url;
    std::string secret_key;
    std::string webhook_secret;
    std::int64_t timeout_ms = 10'000;
  } psp;
  struct {
    std::string markets;
    std::int64_t attempts = 2;
    std::int64_t breaker_failures = 5;
    std::int64_t breaker_open_ms = 15'000;
  } payments;
  struct {
    std::string url = "https://api.stripe.com";
    std::string secret_key;
    std::string webhook_secret;
    std::int64_t timeout_ms = 10'000;
  } stripe;
  struct {
    std::string url = "https://checkout-test.adyen.com/v72";
    std::string merchant_account;
    std::string api_key;
    std::string hmac_key;
    std::int64_t timeout_ms = 10'000;
  } adyen;
  struct {
    std::string url = "https://api-m.paypal.com";
    std::string client_id;
    std::string webhook_id;
    std::string secret;
    std::int64_t timeout_ms = 10'000;
  } paypal;
  struct {
    std::string kind = "sandbox";
    std::string url;
    std::string name = "Courier";
    std::string fields;
    std::string secret_key;
    std::string webhook_secret;
    std::int64_t timeout_ms = 10'000;
  } courier;
  struct {
    std::string source;
    bool allow_private = false;
  } webhooks;
  struct {
    std::string from = "clients@maison-verrane.example";
    std::string from_name = "Maison Verrane";
    std::string folder;
    std::string smtp_host;
    std::int64_t smtp_port = 587;
    std::string smtp_security = "starttls";
    std::string smtp_user;
    std::string smtp_password;
    std::string smtp_helo;
    std::string smtp_ca_file;
    std::int64_t timeout_ms = 30'000;
  } mail;
  struct {
    std::string secrets;
  } erp;
  struct {
    std::string level = "info";
  } log;
};

struct Setting {
  std::string_view name;  // "http.port"
  std::variant<std::string*, std::int64_t*, bool*> value;
  std::string_view what;
  bool secret = false;
};
// The table, bound to `config`.
std::vector<Setting> settings(Config& config);

// Sets by name from text. Errors (invalid): unknown_setting with the nearest right name, bad_value with what was expected.
Result<void> set(Config& config, std::string_view name, std::string_view text);

// `file`: a TOML path, or empty. `environment`: ATELIER_… variables by name.
Result<Config> load(const std::string& file, const std::map<std::string, std::string>& environment);
std::map<std::string, std::string> environment();

// "# what\nname = value" for every setting, as a TOML file; secrets are left out.
std::string print(Config config);

}  // namespace atelier::config
