#include "provider_fake.h"

#include <cstdlib>

#include "base/check.h"

namespace atelier::payment::conformance {

const std::string& Call::header(const std::string& name) const {
  static const std::string none;
  const auto found = headers.find(name);
  return found == headers.end() ? none : found->second;
}

Answer answer(int status, const boost::json::value& body) { return {status, boost::json::serialize(body)}; }

ProviderFake::ProviderFake(std::string key_header, std::string port_variable) : key_header_(std::move(key_header)) {
  for (const auto method : {http::Method::get, http::Method::post, http::Method::patch}) {
    router_.add(method, "/{path...}", [this](http::Request& request) { return serve(request); });
  }
  const char* port = std::getenv(port_variable.c_str());  // somebody stands between the adapter and us, and expects us there
  auto server = http::Server::start({.listeners = {{.port = static_cast<std::uint16_t>(port ? std::atoi(port) : 0)}}, .loops = 1}, router_);
  CHECK(server.has_value(), server ? "" : server.error().detail);
  server_ = std::move(*server);
}

ProviderFake::~ProviderFake() { stop(); }

void ProviderFake::stop() {
  release();
  server_->stop();
}

std::vector<Call> ProviderFake::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

void ProviderFake::refuse_next(std::string part, Answer with) {
  const std::lock_guard lock(mutex_);
  refusal_ = {std::move(part), std::move(with)};
}

void ProviderFake::lose_next_answer(std::string part) {
  const std::lock_guard lock(mutex_);
  lost_ = std::move(part);
}

void ProviderFake::release() {
  const std::lock_guard lock(mutex_);
  for (const auto& resolve : std::exchange(held_, {})) resolve(true);
}

std::optional<Answer> ProviderFake::ordered_refusal(const Call& call) {
  if (!refusal_ || call.path.find(refusal_->first) == std::string::npos) return std::nullopt;
  auto with = std::move(refusal_->second);
  refusal_.reset();
  return with;
}

Answer ProviderFake::once(const Call& call) {
  const auto& key = call.header(key_header_);
  if (key.empty() || call.method == http::Method::get) return handle(call);
  const std::string path_and_body = call.path + "\n" + call.body;
  if (const auto before = kept_.find(key); before != kept_.end()) {
    return before->second.path_and_body == path_and_body ? before->second.answer : key_misused();
  }
  auto made = handle(call);
  if (made.status < 300) kept_[key] = {path_and_body, made};  // a refused call may be mended under the same key
  return made;
}

Task<http::Response> ProviderFake::serve(http::Request& request) {
  Call call{.method = request.method,
            .path = std::string(request.path),
            .query = std::string(request.query),
            .body = std::string(request.body)};
  for (const auto& [name, value] : request.headers) {
    std::string lower(name);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    call.headers[lower] = std::string(value);
  }
  Answer made;
  std::optional<Completion<bool>> hold;
  {
    const std::lock_guard lock(mutex_);
    calls_.push_back(call);
    if (auto refused = ordered_refusal(call)) {
      made = std::move(*refused);
    } else {
      made = once(call);
      if (lost_ && call.path.find(*lost_) != std::string::npos) {
        lost_.reset();
        held_.push_back(hold.emplace().resolver());
      }
    }
  }
  if (hold) co_await *hold;
  if (made.status == 204) co_return http::Response::no_content();
  co_return http::Response::json(made.status, std::move(made.body));
}

}  // namespace atelier::payment::conformance
