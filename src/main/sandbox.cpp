#include <cstdio>

#include "http/server.h"
#include "main/commands.h"
#include "main/process.h"
#include "main/run_until_signal.h"
#include "sandbox/courier/routes.h"
#include "sandbox/psp/routes.h"
#include "sandbox/webhook.h"

namespace atelier::main {
namespace {

// The hosted pages are our own HTML with an inline style and a form to ourselves that leads back to the shop.
constexpr char kPagePolicy[] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

// Both sandboxes are small servers around one router; `fill` adds what each is about.
template <class Fill>
int run_sandbox(const SandboxOptions& options, Fill fill) {
  if (options.secret_key.empty() || options.webhook_secret.empty()) {
    return report({ErrorKind::invalid, "secret_missing", "the sandbox needs its keys in the environment (see --help)"});
  }
  hold_stop_signals();
  auto process = Process::start(options.data, Region::europe);
  if (!process) return report(process.error());
  auto& p = **process;
  p.relay().handle(sandbox::kWebhookEffect, [&](events::EffectRecord effect) {
    return sandbox::send_webhook(p.client(), "Webhook-Signature", options.webhook_secret, p.context().clock, std::move(effect));
  });
  http::Router router;
  fill(router, p, "http://localhost:" + std::to_string(options.port));
  router.add(http::Method::get, "/health/live", [](http::Request&) -> Task<http::Response> { co_return http::Response::text(200, "ok\n"); });
  auto server = http::Server::start({.listeners = {{.port = static_cast<std::uint16_t>(options.port)}},
                                     .loops = 1,
                                     .content_security_policy = kPagePolicy},
                                    router);
  if (!server) return report(server.error());
  p.start_relay();
  wait_for_stop_signal();
  (*server)->stop();
  return 0;
}

}  // namespace

int sandbox_psp(const SandboxOptions& options) {
  return run_sandbox(options, [&](http::Router& router, Process& process, const std::string& base_url) {
    sandbox::psp::register_routes(router, process.context(),
                                  {.base_url = base_url,
                                   .secret_key = options.secret_key,
                                   .webhook_url = options.store_url + "/webhooks/sandbox-psp"});
  });
}

int sandbox_courier(const SandboxOptions& options) {
  return run_sandbox(options, [&](http::Router& router, Process& process, const std::string& base_url) {
    sandbox::courier::register_routes(router, process.relay(), process.context(),
                                      {.base_url = base_url,
                                       .secret_key = options.secret_key,
                                       .webhook_url = options.store_url + "/webhooks/sandbox-courier",
                                       .until_collected = Milliseconds{options.until_collected_ms},
                                       .until_delivered = Milliseconds{options.until_delivered_ms}});
  });
}

}  // namespace atelier::main
