#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "base/thread_executor.h"
#include "courier_under_test.h"
#include "http/problem.h"
#include "http/server.h"
#include "integration/courier/sandbox/sandbox_courier.h"
#include "sandbox/courier/routes.h"
#include "sandbox/webhook.h"
#include "security/signature.h"
#include "storage/memory/memory_store.h"
#include "storage/tables.h"

namespace atelier::integration::conformance {
namespace {

constexpr char kSecret[] = "whsec";

// The sandbox process's own routes, over a store in memory; its relay does not run, so nothing happens by itself.
class SandboxUnderTest final : public CourierUnderTest {
 public:
  SandboxUnderTest() {
    sandbox::courier::register_routes(router_, relay_, context_, {.base_url = "http://courier.test", .secret_key = "sk"});
    server_ = http::Server::start({.listeners = {{.port = 0}}, .loops = 1}, router_).value();
    courier_ = make(url(), "sk");
  }
  ~SandboxUnderTest() override { server_->stop(); }

  Courier& courier() override { return *courier_; }
  std::unique_ptr<Courier> with_key(const std::string& key) override { return make(url(), key); }
  std::unique_ptr<Courier> at(const std::string& base_url) override { return make(base_url, "sk"); }

  void happens(const std::string& reference, CourierStep step, const std::string&) override {
    clock_.advance(Milliseconds{1000});
    http::ClientRequest request{.method = http::Method::post, .url = url() + "/shipments/" + reference};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = std::string("step=") + boost::describe::enum_to_string(step, "");
    const auto answer = run_until_done(client_->send(std::move(request)));
    EXPECT_TRUE(answer && answer->status == 303);
  }
  std::vector<Message> messages() override {
    std::vector<Message> found;
    for (unsigned shard = 0; shard < events::kEffectShards; ++shard) {
      const auto page = run_until_done(store_->query({.table = storage::kEffects, .partition = std::to_string(shard)})).value();
      for (const auto& item : page.items) {
        const auto effect = json::read_record<events::EffectRecord>(item.body, "effect").value();
        if (effect.kind != sandbox::kWebhookEffect || !seen_.insert(effect.id.text()).second) continue;
        found.push_back(signed_at(json::read_record<sandbox::Webhook>(effect.data.text, "webhook")->body, kNow));
      }
    }
    return found;
  }
  Message signed_at(const std::string& body, Time when) override { return {{{"webhook-signature", security::sign_webhook(kSecret, body, when)}}, body}; }
  Message forged(const std::string& body) override { return {{{"webhook-signature", security::sign_webhook("other", body, kNow)}}, body}; }
  std::string about_something_else() override {
    return R"({"event":"e","shipment":"shp_1","delivery":"parcel-17","step":"collected","reason":"","at":"2026-11-23T08:00:00Z"})";
  }
  void breaks_down(bool down) override { down_ = down; }

 private:
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  std::unique_ptr<Courier> make(const std::string& base_url, const std::string& key) {
    return make_sandbox_courier({.base_url = base_url, .secret_key = key, .webhook_secret = kSecret}, *client_);
  }

  ManualClock clock_{kNow};
  SystemRandom random_;
  std::atomic<bool> down_{false};
  std::unique_ptr<storage::Store> store_ = storage::make_memory_store(clock_, {.faults = {.on_read = [this] { return down_.load(); }}});
  events::Context context_{*store_, clock_, random_};
  LoopExecutor loop_;
  events::Relay relay_{context_, loop_, {}};
  http::Router router_;
  std::set<std::string> seen_;
  std::unique_ptr<http::Client> client_ = http::make_client({});
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<Courier> courier_;
};

}  // namespace

std::unique_ptr<CourierUnderTest> make_sandbox_under_test() { return std::make_unique<SandboxUnderTest>(); }

}  // namespace atelier::integration::conformance
