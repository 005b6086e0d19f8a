// Stopping: what was accepted is answered, nothing hangs.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/thread_executor.h"
#include "http_socket.h"

namespace atelier::http {
namespace {

using wire::get;
using wire::Served;
using wire::Socket;

Router shop() {
  Router router;
  router.add_hot(Method::get, "/hot", [](const Request&) {
    static const auto kHot = RenderedAnswer::make(200, "hot", {});
    return kHot;
  });
  router.add(Method::get, "/slow/{ms}", [](Request& request) -> Task<Response> {
    co_await sleep_for(Milliseconds{std::stoi(std::string(request.parameter("ms")))});
    co_return Response::text(200, "done");
  });
  return router;
}

TEST(HttpShutdown, requests_in_work_are_answered_and_idle_connections_closed) {
  const Router router = shop();
  Served served(router);
  Socket working(served.port), idle(served.port), fresh(served.port);
  idle.say(get("/hot"));
  idle.hear();
  working.say(get("/slow/400") + get("/hot"));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const auto began = std::chrono::steady_clock::now();
  std::thread stop([&] { EXPECT_TRUE(served.server->stop()); });
  EXPECT_TRUE(idle.ends());
  const auto answer = working.hear();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "done");
  EXPECT_EQ(answer->header("connection"), "close");
  stop.join();
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(3));
  EXPECT_FALSE(Socket(served.port, std::chrono::milliseconds(200)).say("x")) << "nobody listens";
}

TEST(HttpShutdown, its_grace_is_bounded) {
  const Router router = shop();
  ServerOptions options;
  options.limits.shutdown_grace = Milliseconds{300};
  Served served(router, options);
  Socket stuck(served.port);
  stuck.say("GET /ho");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const auto began = std::chrono::steady_clock::now();
  EXPECT_FALSE(served.server->stop());
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
}

// Every request whose bytes the server took before it stopped is answered whole, or its connection ended without a byte of an answer.
TEST(HttpShutdown, under_load_no_answer_is_cut_in_half) {
  const Router router = shop();
  for (int round = 0; round < 5; ++round) {
    Served served(router);
    std::atomic<bool> running{true};
    std::atomic<int> good{0}, half{0};
    std::vector<std::thread> clients;
    for (int i = 0; i < 8; ++i) {
      clients.emplace_back([&, i] {
        while (running) {
          Socket client(served.port, std::chrono::seconds(3));
          for (int j = 0; j < 50; ++j) {
            if (!client.say(get(i % 2 == 0 ? "/hot" : "/slow/2"))) break;
            const auto answer = client.hear();
            if (answer) {
              ++good;
              if (answer->header("connection") == "close") break;
            } else {
              if (!client.raw_rest().empty()) ++half;
              break;
            }
          }
        }
      });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    EXPECT_TRUE(served.server->stop());
    running = false;
    for (auto& client : clients) client.join();
    EXPECT_GT(good, 100);
    EXPECT_EQ(half, 0);
  }
}

}  // namespace
}  // namespace atelier::http
