#include "http/client.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/url/parse.hpp>
#include <deque>
#include <map>
#include <thread>

#include "base/check.h"
#include "base/random.h"
#include "http/internal/client_connection.h"
#include "http/trace.h"
#include "http/uri.h"

namespace atelier::http {
namespace {

using internal::ClientConnection;
using internal::Origin;
using SteadyTime = std::chrono::steady_clock::time_point;

// Services close idle connections after 60 to 75 s; ours are not used again after less.
constexpr auto kKeptFor = std::chrono::seconds(30);

struct Destination {
  Origin origin;
  std::string target;
  std::string host_header;
};

Result<Destination> parse_url(std::string_view url) {
  const auto bad = [&](std::string_view why) {
    return fail(ErrorKind::invalid, "bad_url", std::string(url.substr(0, url.find('?'))) + ": " + std::string(why));
  };
  const auto parsed = boost::urls::parse_uri({url.data(), url.size()});
  if (!parsed) return bad("not a URL");
  const auto scheme = parsed->scheme();
  if (scheme != "http" && scheme != "https") return bad("expected http:// or https://");
  if (parsed->has_userinfo()) return bad("a name and password do not stand in a URL");
  Destination to;
  to.origin.tls = scheme == "https";
  to.origin.host = parsed->host_address();
  to.origin.port = parsed->has_port() ? std::string(parsed->port()) : to.origin.tls ? "443" : "80";
  if (to.origin.host.empty()) return bad("it names no host");
  const auto host = parsed->encoded_host_and_port();
  to.host_header.assign(host.data(), host.size());
  const auto target = parsed->encoded_target();
  to.target.assign(target.data(), target.size());
  if (!to.target.starts_with('/')) to.target.insert(0, "/");
  return to;
}

bool is_clean(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos; }

Result<std::string> render(const ClientRequest& request, const Destination& to, Random& random) {
  std::string bytes = std::string(to_string(request.method)) + ' ' + to.target + " HTTP/1.1\r\nHost: " + to.host_header + "\r\n";
  for (const auto& [name, value] : request.headers) {
    if (name.empty() || !is_clean(name) || !is_clean(value)) {
      return fail(ErrorKind::invalid, "bad_header", "a header must stand on one line");
    }
    bytes += name + ": " + value + "\r\n";
  }
  if (request.trace) bytes += "traceparent: " + child_of(*request.trace, random).to_traceparent() + "\r\n";
  const bool may_have_body = request.method != Method::get && request.method != Method::head;
  if (may_have_body || !request.body.empty()) bytes += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return bytes + "\r\n" + request.body;
}

class ThreadedClient final : public Client, private Executor {
 public:
  explicit ThreadedClient(ClientOptions options)
      : options_(std::move(options)), work_(boost::asio::make_work_guard(context_)), random_(SystemRandom{}.next_u64()) {
    auto tls = internal::make_client_context(options_.ca_file);
    CHECK(tls.has_value(), tls ? "" : tls.error().detail);
    tls_ = std::move(*tls);
    thread_ = std::thread([this] {
      const Executor::Scope scope(*this);
      context_.run();
    });
  }
  ~ThreadedClient() override {
    boost::asio::post(context_, [this] {
      stopping_ = true;
      for (auto& [key, host] : hosts_) {
        for (auto& call : std::exchange(host.waiting, {})) {
          --waiting_;
          call->done(fail(ErrorKind::unavailable, "client_stopped", "the client was stopped"));
        }
        host.kept.clear();
      }
      for (auto* connection : busy_) connection->cut();
      if (running_ == 0) context_.stop();
    });
    thread_.join();
  }

  Task<Result<ClientResponse>> send(ClientRequest request) override {
    auto to = parse_url(request.url);
    if (!to) co_return fail(to);
    Completion<Result<ClientResponse>> answer;
    auto call = std::make_shared<Call>(Call{std::move(request), std::move(*to), answer.resolver(), {}});
    call->deadline = std::chrono::steady_clock::now() + call->request.timeout;
    boost::asio::post(context_, [this, call] { begin(call); });
    co_return co_await answer;
  }

 private:
  struct Call {
    ClientRequest request;
    Destination to;
    Completion<Result<ClientResponse>>::Resolver done;
    SteadyTime deadline;
  };
  struct Kept {
    std::unique_ptr<ClientConnection> connection;
    SteadyTime until;
  };
  struct Host {
    std::vector<Kept> kept;
    std::size_t running = 0;
    std::deque<std::shared_ptr<Call>> waiting;
  };

  // ---- everything below runs on the client's thread
  void post(std::function<void()> work) override { boost::asio::post(context_, std::move(work)); }
  void post_after(Milliseconds delay, std::function<void()> work) override {
    auto timer = std::make_shared<boost::asio::steady_timer>(context_, delay);
    timer->async_wait([timer, work = std::move(work)](const boost::system::error_code& error) {
      if (!error) work();
    });
  }

  void begin(const std::shared_ptr<Call>& call) {
    if (stopping_) return call->done(fail(ErrorKind::unavailable, "client_stopped", "the client was stopped"));
    Host& host = hosts_[call->to.origin.key()];
    if (host.running < options_.connections_per_host) return start(host, call);
    if (waiting_ >= options_.waiting_calls) {
      return call->done(fail(ErrorKind::exhausted, "client_busy", call->to.origin.key() + ": as many calls wait as may"));
    }
    ++waiting_;
    host.waiting.push_back(call);
    post_after(call->request.timeout, [this, held = std::weak_ptr(call)] { give_up_waiting(held.lock()); });
  }

  void give_up_waiting(const std::shared_ptr<Call>& call) {
    if (!call) return;
    auto& queue = hosts_[call->to.origin.key()].waiting;
    const auto found = std::find(queue.begin(), queue.end(), call);
    if (found == queue.end()) return;
    queue.erase(found);
    --waiting_;
    call->done(fail(ErrorKind::unavailable, "client_busy", call->to.origin.key() + ": no connection became free in time"));
  }

  void start(Host& host, const std::shared_ptr<Call>& call) {
    ++host.running;
    ++running_;
    spawn(perform(host, call), [this, &host, call](Result<ClientResponse> answer) {
      --host.running;
      --running_;
      call->done(std::move(answer));
      if (stopping_ && running_ == 0) context_.stop();
      if (host.waiting.empty() || stopping_) return;
      auto next = std::move(host.waiting.front());
      host.waiting.pop_front();
      --waiting_;
      start(host, next);
    });
  }

  std::unique_ptr<ClientConnection> take_kept(Host& host) {
    while (!host.kept.empty()) {
      auto kept = std::move(host.kept.back());
      host.kept.pop_back();
      if (kept.until > std::chrono::steady_clock::now() && kept.connection->still_good()) return std::move(kept.connection);
    }
    return nullptr;
  }

  Task<Result<ClientResponse>> perform(Host& host, std::shared_ptr<Call> call) {
    const auto bytes = render(call->request, call->to, random_);
    if (!bytes) co_return fail(bytes);
    const bool repeatable = call->request.method == Method::get || call->request.method == Method::head;
    auto connection = take_kept(host);
    const bool was_kept = connection != nullptr;
    auto answer = co_await over(connection, *call, *bytes);
    if (!answer && was_kept && repeatable && connection && !connection->heard() && !stopping_ &&
        std::chrono::steady_clock::now() < call->deadline) {
      connection.reset();
      answer = co_await over(connection, *call, *bytes);
    }
    if (answer && connection->reusable() && !stopping_) {
      host.kept.push_back({std::move(connection), std::chrono::steady_clock::now() + kKeptFor});
    }
    co_return answer;
  }

  // Over the connection given, or a new one left in its place.
  Task<Result<ClientResponse>> over(std::unique_ptr<ClientConnection>& connection, const Call& call, const std::string& bytes) {
    const bool fresh = connection == nullptr;
    if (fresh) connection = std::make_unique<ClientConnection>(context_, tls_.get());
    busy_.push_back(connection.get());
    boost::asio::steady_timer deadline(context_, call.deadline);
    bool late = false;
    auto ended = std::make_shared<bool>(false);
    deadline.async_wait([&late, ended, held = connection.get()](const boost::system::error_code& error) {
      if (error || *ended) return;
      late = true;
      held->cut();
    });
    Result<ClientResponse> answer = fail(ErrorKind::unavailable, "not_sent");
    Result<void> opened;
    if (fresh) opened = co_await connection->open(call.to.origin, options_.may_connect);
    if (!opened) {
      answer = late ? Result<ClientResponse>(fail(ErrorKind::unavailable, "timeout", call.to.origin.key() + ": no connection in time"))
                    : Result<ClientResponse>(fail(opened));
    } else {
      answer = co_await connection->exchange(bytes, call.request.method == Method::head);
      if (!answer) answer.error().detail = call.to.origin.key() + ": " + answer.error().detail;
      if (!answer && late) answer.error().code = connection->sent() ? "answer_late" : "timeout";
    }
    *ended = true;
    std::erase(busy_, connection.get());
    co_return answer;
  }

  ClientOptions options_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  internal::TlsContext tls_;
  SeededRandom random_;  // span ids
  std::map<std::string, Host> hosts_;  // as many as services are configured
  std::vector<ClientConnection*> busy_;
  std::size_t waiting_ = 0;
  std::size_t running_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace

std::string_view ClientResponse::header(std::string_view name) const {
  for (const auto& [held, value] : headers) {
    if (equal_ignoring_case(held, name)) return value;
  }
  return {};
}

std::unique_ptr<Client> make_client(ClientOptions options) { return std::make_unique<ThreadedClient>(std::move(options)); }

}  // namespace atelier::http
