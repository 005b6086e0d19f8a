#include "main/config/config.h"

#include <algorithm>
#include <charconv>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "base/text.h"

extern char** environ;

namespace atelier::config {
namespace {

constexpr std::string_view kPrefix = "ATELIER_";

std::string environment_name(std::string_view setting) {
  std::string name(kPrefix);
  for (const char c : setting) name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

std::unexpected<Error> unknown_setting(Config& config, std::string_view name, const std::string& where) {
  std::vector<std::string> known;
  for (const auto& setting : settings(config)) known.emplace_back(setting.name);
  const auto near = base::nearest_word(name, known);
  return fail(ErrorKind::invalid, "unknown_setting",
              where + "there is no setting \"" + std::string(name) + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
}

std::string where_of(const std::string& file, const toml::node& node) {
  return file + ", line " + std::to_string(node.source().begin.line) + ": ";
}

Result<void> apply_table(Config& config, const std::string& file, const toml::table& table, const std::string& prefix) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (const auto* inner = node.as_table()) {
      if (auto applied = apply_table(config, file, *inner, name + "."); !applied) return applied;
      continue;
    }
    std::string text;
    if (const auto string = node.value_exact<std::string>()) {
      text = *string;
    } else if (const auto number = node.value_exact<std::int64_t>()) {
      text = std::to_string(*number);
    } else if (const auto flag = node.value_exact<bool>()) {
      text = *flag ? "true" : "false";
    } else {
      return fail(ErrorKind::invalid, "bad_value", where_of(file, node) + name + ": expected text, a whole number, true or false");
    }
    const auto all = settings(config);
    const auto found = std::ranges::find(all, name, &Setting::name);
    if (found == all.end()) return unknown_setting(config, name, where_of(file, node));
    if (found->secret) {
      return fail(ErrorKind::invalid, "secret_in_file",
                  where_of(file, node) + name + " is a secret: give it as " + environment_name(name) + " in the environment");
    }
    if (auto done = set(config, name, text); !done) {
      return fail(ErrorKind::invalid, done.error().code, where_of(file, node) + done.error().detail);
    }
  }
  return {};
}

}  // namespace

std::vector<Setting> settings(Config& c) {
  return {
      {"http.address", &c.http.address, "where the store listens: an IP address"},
      {"http.port", &c.http.port, "TCP port"},
      {"http.threads", &c.http.threads, "event loops; 0: one a core"},
      {"http.tls_certificate", &c.http.tls_certificate, "PEM file with the chain; empty: plain HTTP"},
      {"http.tls_key", &c.http.tls_key, "PEM file with the private key"},
      {"http.log_requests", &c.http.log_requests, "a line in the log for every request; costs some of the peak"},
      {"site.public_url", &c.site.public_url, "how customers reach the store; empty: http://localhost:<port>"},
      {"site.web", &c.site.web, "folder of the built web apps"},
      {"site.openapi", &c.site.openapi, "the contract that /openapi.json shows"},
      {"site.markets", &c.site.markets, "folder with markets.toml, tax_rates.toml and shipping.toml"},
      {"store.data", &c.store.data, "folder of the embedded engine and the photos"},
      {"store.region", &c.store.region, "eu or ap: the region that this process serves"},
      {"payments.markets", &c.payments.markets, "providers by market, the preferred one first: \"fr: stripe paypal; jp: adyen\"; others: all that are configured"},
      {"payments.attempts", &c.payments.attempts, "of one call to a provider before the relay waits longer, 1 to 5"},
      {"payments.breaker_failures", &c.payments.breaker_failures, "failed attempts in a row after which a provider is left alone"},
      {"payments.breaker_open_ms", &c.payments.breaker_open_ms, "for so long, in milliseconds; then one call tries"},
      {"psp.url", &c.psp.url, "the sandbox payment provider; empty: no online payments"},
      {"psp.secret_key", &c.psp.secret_key, "our key at the provider", true},
      {"psp.webhook_secret", &c.psp.webhook_secret, "signs the provider's webhooks", true},
      {"psp.timeout_ms", &c.psp.timeout_ms, "of one call, in milliseconds"},
      {"stripe.url", &c.stripe.url, "Stripe's API; another one for tests only"},
      {"stripe.secret_key", &c.stripe.secret_key, "our key at Stripe; empty: Stripe is not offered", true},
      {"stripe.webhook_secret", &c.stripe.webhook_secret, "signs Stripe's webhooks: of the endpoint /webhooks/stripe", true},
      {"stripe.timeout_ms", &c.stripe.timeout_ms, "of one call, in milliseconds"},
      {"adyen.url", &c.adyen.url, "Adyen's Checkout API v72; live: https://<prefix>-checkout-live.adyenpayments.com/checkout/v72"},
      {"adyen.merchant_account", &c.adyen.merchant_account, "our merchant account at Adyen"},
      {"adyen.api_key", &c.adyen.api_key, "our key at Adyen; empty: Adyen is not offered", true},
      {"adyen.hmac_key", &c.adyen.hmac_key, "signs Adyen's webhooks, hex: of the webhook to /webhooks/adyen", true},
      {"adyen.timeout_ms", &c.adyen.timeout_ms, "of one call, in milliseconds"},
      {"paypal.url", &c.paypal.url, "PayPal's API; its sandbox: https://api-m.sandbox.paypal.com"},
      {"paypal.client_id", &c.paypal.client_id, "our app's id at PayPal"},
      {"paypal.webhook_id", &c.paypal.webhook_id, "PayPal's id of the webhook to /webhooks/paypal"},
      {"paypal.secret", &c.paypal.secret, "our app's secret at PayPal; empty: PayPal is not offered", true},
      {"paypal.timeout_ms", &c.paypal.timeout_ms, "of one call, in milliseconds"},
      {"courier.kind", &c.courier.kind, "sandbox, or http: a courier whose interface is JSON over HTTP (src/integration/courier/http)"},
      {"courier.url", &c.courier.url, "the courier; empty: no deliveries"},
      {"courier.name", &c.courier.name, "of kind http: what customers read"},
      {"courier.fields", &c.courier.fields, "of kind http: a JSON file that maps the courier's fields; empty: our own names"},
      {"courier.secret_key", &c.courier.secret_key, "our key at the courier", true},
      {"courier.webhook_secret", &c.courier.webhook_secret, "signs the courier's webhooks", true},
      {"courier.timeout_ms", &c.courier.timeout_ms, "of one call, in milliseconds"},
      {"webhooks.source", &c.webhooks.source, "source of our CloudEvents, a URI; empty: <site.public_url>/regions/<region>"},
      {"webhooks.allow_private", &c.webhooks.allow_private, "subscribers may have http:// and private addresses: development, or a house network"},
      {"erp.secrets", &c.erp.secrets, "sign the ERP's batches: whsec_…, several apart by spaces; empty: none are taken", true},
      {"mail.from", &c.mail.from, "whom letters come from: an address whose mailbox somebody reads"},
      {"mail.from_name", &c.mail.from_name, "its name"},
      {"mail.folder", &c.mail.folder, "folder for .eml files where there is no SMTP server; empty: mail below store.data"},
      {"mail.smtp_host", &c.mail.smtp_host, "SMTP server; empty: letters are written into mail.folder"},
      {"mail.smtp_port", &c.mail.smtp_port, "TCP port"},
      {"mail.smtp_security", &c.mail.smtp_security, "starttls, tls (from the first byte) or none"},
      {"mail.smtp_user", &c.mail.smtp_user, "our name there; empty: no sign-in"},
      {"mail.smtp_password", &c.mail.smtp_password, "our password there", true},
      {"mail.smtp_helo", &c.mail.smtp_helo, "how we greet: this machine's public name"},
      {"mail.smtp_ca_file", &c.mail.smtp_ca_file, "PEM file of who signed its certificate; empty: the system's"},
      {"mail.timeout_ms", &c.mail.timeout_ms, "of one message, in milliseconds"},
      {"log.level", &c.log.level, "debug, info, warn or error"},
  };
}

Result<void> set(Config& config, std::string_view name, std::string_view text) {
  const auto all = settings(config);
  const auto found = std::ranges::find(all, name, &Setting::name);
  if (found == all.end()) return unknown_setting(config, name, "");
  const auto bad = [&](std::string_view expected) {
    return fail(ErrorKind::invalid, "bad_value", std::string(name) + ": expected " + std::string(expected));
  };
  if (auto* const* string = std::get_if<std::string*>(&found->value)) {
    **string = std::string(text);
  } else if (auto* const* number = std::get_if<std::int64_t*>(&found->value)) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return bad("a whole number, 0 or more");
    **number = value;
  } else if (auto* const* flag = std::get_if<bool*>(&found->value)) {
    if (text != "true" && text != "false") return bad("true or false");
    **flag = text == "true";
  }
  return {};
}

std::map<std::string, std::string> environment() {
  std::map<std::string, std::string> found;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const auto equals = text.find('=');
    if (text.starts_with(kPrefix) && equals != std::string_view::npos) found.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return found;
}

Result<Config> load(const std::string& file, const std::map<std::string, std::string>& variables) {
  Config config;
  if (!file.empty()) {
    const toml::parse_result parsed = toml::parse_file(file);
    if (!parsed) {
      return fail(ErrorKind::invalid, "config_unreadable",
                  file + ", line " + std::to_string(parsed.error().source().begin.line) + ": " + std::string(parsed.error().description()));
    }
    if (auto applied = apply_table(config, file, parsed.table(), ""); !applied) return fail(applied);
  }
  std::map<std::string, std::string> names;
  for (const auto& setting : settings(config)) names.emplace(environment_name(setting.name), setting.name);
  for (const auto& [variable, value] : variables) {
    const auto name = names.find(variable);
    if (name == names.end()) continue;  // ATELIER_… may be somebody else's, a build option say
    if (auto done = set(config, name->second, value); !done) {
      return fail(ErrorKind::invalid, done.error().code, "environment variable " + variable + ": " + done.error().detail);
    }
  }
  return config;
}

std::string print(Config config) {
  std::string out;
  std::string section;
  for (const auto& setting : settings(config)) {
    const auto dot = setting.name.find('.');
    const auto key = setting.name.substr(dot + 1);
    if (section != setting.name.substr(0, dot)) {
      section = setting.name.substr(0, dot);
      out += (out.empty() ? "[" : "\n[") + section + "]\n";
    }
    out += "# " + std::string(setting.what) + "\n";
    if (setting.secret) {
      out += "# (a secret: " + environment_name(setting.name) + " in the environment)\n";
      continue;
    }
    out += std::string(key) + " = ";
    if (auto* const* string = std::get_if<std::string*>(&setting.value)) out += "\"" + **string + "\"\n";
    if (auto* const* number = std::get_if<std::int64_t*>(&setting.value)) out += std::to_string(**number) + "\n";
    if (auto* const* flag = std::get_if<bool*>(&setting.value)) out += **flag ? "true\n" : "false\n";
  }
  return out;
}

}  // namespace atelier::config
