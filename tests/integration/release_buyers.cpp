// Buyers of a limited release: each fills a cart with one piece, gives the details and places the order, over HTTP, until told yes or no.
//
//   release_buyers PORT SKU BUYERS BUYERS_PER_SECOND MOST_CONNECTIONS ORDERS_FILE
//
// One thread, one epoll, one connection a buyer. Buyers arrive evenly at the rate given; nobody thinks between two steps, which is the worst case. At
// most MOST_CONNECTIONS are open: beyond it those who arrive stand in the queue, and their wait is part of their first answer's time.
// Writes "ORDER_ID TOKEN" a line for every yes; prints one line of JSON: how many yes, no and other answers, and times in ms by step.
// Exit status 1 where an answer is neither (no error is expected), 2 for a wrong call.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

enum Step : std::size_t { create, add, details, place, steps };
constexpr std::array<const char*, steps> kNames{"create", "add", "details", "place"};
constexpr std::string_view kDetails =
    R"({"email":"claire@example.com","shipping_address":{"country":"FR","given_name":"Claire","family_name":"Martin","line1":"12 rue des Tilleuls","postal_code":"75003","city":"Paris","phone":"+33142685300"},"billing_address":null,"shipping_method":"express","note":null})";

// The text behind `before`, up to the next `end`; "" where it is not there.
std::string_view between(std::string_view text, std::string_view before, char end) {
  const auto at = text.find(before);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + before.size());
  return text.substr(0, text.find(end));
}

struct Buyer {
  int socket = -1;
  Step step = create;
  std::string cart;
  std::string out, in;
  std::size_t sent = 0;
  Clock::time_point asked_at;
};

class Release {
 public:
  Release(int port, std::string sku, std::ofstream& orders) : sku_(std::move(sku)), orders_(orders), epoll_(::epoll_create1(0)) {
    to_.sin_family = AF_INET;
    to_.sin_port = htons(static_cast<std::uint16_t>(port));
    to_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }

  void run(std::size_t buyers, double per_second, std::size_t most) {
    const auto begin = Clock::now();
    const auto due = [&](std::size_t n) { return begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(static_cast<double>(n) / per_second)); };
    std::size_t arrived = 0;
    while (arrived < buyers || open_ > 0) {
      while (arrived < buyers && open_ < most && due(arrived) <= Clock::now()) arrive(due(arrived)), ++arrived;
      std::array<epoll_event, 256> ready;
      const int count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 1);
      for (int i = 0; i < count; ++i) go_on(*static_cast<Buyer*>(ready[static_cast<std::size_t>(i)].data.ptr));
    }
    seconds_ = std::chrono::duration<double>(Clock::now() - begin).count();
  }

  bool report() {
    std::printf(R"({"seconds":%.2f,"yes":%zu,"no_at_cart":%zu,"no_at_details":%zu,"no_at_place":%zu,"other":%zu,"most_open":%zu,"last_yes_s":%.2f)", seconds_, yes_,
                no_[add], no_[details], no_[place], other_, most_open_, last_yes_);
    std::vector<double> all;
    for (std::size_t step = 0; step < steps; ++step) {
      all.insert(all.end(), times_[step].begin(), times_[step].end());
      print_times(kNames[step], times_[step]);
    }
    print_times("all", all);
    std::printf("}\n");
    for (const auto& [what, count] : others_) std::fprintf(stderr, "OTHER %zu × %s\n", count, what.c_str());
    return other_ == 0;
  }

 private:
  void arrive(Clock::time_point due) {
    auto* buyer = new Buyer;
    buyer->asked_at = due;
    buyer->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int on = 1;
    ::setsockopt(buyer->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    (void)::connect(buyer->socket, reinterpret_cast<const sockaddr*>(&to_), sizeof to_);
    epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLET, .data = {.ptr = buyer}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, buyer->socket, &event);
    most_open_ = std::max(most_open_, ++open_);
    buyer->out = request("POST", "/v1/carts", R"({"market":"fr","locale":"fr"})");
  }

  static std::string request(std::string_view method, std::string_view path, std::string_view body, std::string_view more = "") {
    return std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(more) + "\r\n" + std::string(body);
  }

  void ask(Buyer& buyer, Step step, std::string text) {
    buyer.step = step;
    buyer.out = std::move(text);
    buyer.sent = 0;
    buyer.asked_at = Clock::now();
  }

  void leave(Buyer& buyer) {
    ::close(buyer.socket);
    --open_;
    delete &buyer;
  }

  void go_on(Buyer& buyer) {
    for (;;) {
      while (buyer.sent < buyer.out.size()) {
        const auto n = ::send(buyer.socket, buyer.out.data() + buyer.sent, buyer.out.size() - buyer.sent, MSG_NOSIGNAL);
        if (n < 0 && (errno == EAGAIN || errno == ENOTCONN)) break;
        if (n <= 0) return lost(buyer, "send");
        buyer.sent += static_cast<std::size_t>(n);
      }
      std::array<char, 16384> piece;
      const auto n = ::recv(buyer.socket, piece.data(), piece.size(), 0);
      if (n < 0 && (errno == EAGAIN || errno == ENOTCONN)) return;
      if (n <= 0) return lost(buyer, "receive");
      buyer.in.append(piece.data(), static_cast<std::size_t>(n));
      const auto head = buyer.in.find("\r\n\r\n");
      if (head == std::string::npos) continue;
      const auto length = between(buyer.in, "ontent-Length: ", '\r');
      if (buyer.in.size() < head + 4 + static_cast<std::size_t>(std::atol(std::string(length).c_str()))) continue;
      times_[buyer.step].push_back(std::chrono::duration<double, std::milli>(Clock::now() - buyer.asked_at).count());
      const std::string answer = std::exchange(buyer.in, {});
      if (!answered(buyer, std::atoi(answer.c_str() + 9), std::string_view(answer).substr(head + 4))) return leave(buyer);
    }
  }

  // False: this buyer is done.
  bool answered(Buyer& buyer, int status, std::string_view body) {
    const std::string at = "/v1/carts/" + buyer.cart;
    if (buyer.step == create && status == 201) {
      buyer.cart = between(body, R"("id":")", '"');
      ask(buyer, add, request("POST", "/v1/carts/" + buyer.cart + "/lines", R"({"sku":")" + sku_ + R"(","quantity":1})"));
      return true;
    }
    if ((buyer.step == add || buyer.step == details) && status == 200 && body.find(R"("lines":[])") != std::string_view::npos) return ++no_[buyer.step], false;
    if (buyer.step == add && status == 200) return ask(buyer, details, request("PUT", at + "/details", kDetails)), true;
    if (buyer.step == details && status == 200) {
      const std::string total(between(body.substr(body.find(R"("tax_lines")")), R"("total":{"amount":)", ','));
      ask(buyer, place, request("POST", at + "/checkout", R"({"expected_total":{"amount":)" + total + R"(,"currency":"EUR"},"payment_means":"card"})",
                                "Idempotency-Key: " + buyer.cart + "\r\nPrefer: respond-async\r\n"));
      return true;
    }
    if (buyer.step == place && status == 201) {
      ++yes_;
      last_yes_ = std::chrono::duration<double>(Clock::now() - begin_).count();
      orders_ << between(body, R"("order":{"id":")", '"') << ' ' << between(body, R"("order_token":")", '"') << '\n';
      return false;
    }
    if (buyer.step == place && status == 409 && body.find(R"("code":"sold_out")") != std::string_view::npos) return ++no_[place], false;
    ++other_;
    ++others_[std::string(kNames[buyer.step]) + ": " + std::to_string(status) + " " + std::string(body.substr(0, 200))];
    return false;
  }

  void lost(Buyer& buyer, const char* doing) {
    ++other_;
    ++others_[std::string(kNames[buyer.step]) + ": the connection ended (" + doing + ")"];
    leave(buyer);
  }

  static void print_times(const char* name, std::vector<double>& times) {
    std::ranges::sort(times);
    const auto at = [&](double part) { return times.empty() ? 0.0 : times[std::min(times.size() - 1, static_cast<std::size_t>(part * static_cast<double>(times.size())))]; };
    std::printf(R"(,"%s":{"count":%zu,"p50":%.2f,"p99":%.2f,"p999":%.2f,"max":%.2f})", name, times.size(), at(0.5), at(0.99), at(0.999), times.empty() ? 0.0 : times.back());
  }

  const std::string sku_;
  std::ofstream& orders_;
  const int epoll_;
  sockaddr_in to_{};
  std::size_t open_ = 0, most_open_ = 0, yes_ = 0, other_ = 0;
  std::array<std::size_t, steps> no_{};
  std::array<std::vector<double>, steps> times_;
  std::map<std::string, std::size_t> others_;
  const Clock::time_point begin_ = Clock::now();
  double seconds_ = 0, last_yes_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) return std::fprintf(stderr, "release_buyers PORT SKU BUYERS BUYERS_PER_SECOND MOST_CONNECTIONS ORDERS_FILE\n"), 2;
  std::ofstream orders(argv[6]);
  Release release(std::atoi(argv[1]), argv[2], orders);
  release.run(static_cast<std::size_t>(std::atol(argv[3])), std::atof(argv[4]), static_cast<std::size_t>(std::atol(argv[5])));
  return release.report() ? 0 : 1;
}
