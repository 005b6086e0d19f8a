#include "http_socket.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace atelier::http::wire {

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

Socket::Socket(std::uint16_t port, std::chrono::milliseconds patience) {
  socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
  const timeval wait{patience.count() / 1000, patience.count() % 1000 * 1000};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

Socket::~Socket() {
  if (ssl_ != nullptr) SSL_free(ssl_);
  if (socket_ >= 0) ::close(socket_);
}

bool Socket::handshake(int max_version) {
  static SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  ssl_ = SSL_new(context);
  if (max_version != 0) SSL_set_max_proto_version(ssl_, max_version);
  SSL_set_fd(ssl_, socket_);
  return SSL_connect(ssl_) == 1;
}

std::string Socket::tls_version() const { return SSL_get_version(ssl_); }

bool Socket::say(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ssl_ != nullptr ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                                      : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Socket::finish() { ::shutdown(socket_, SHUT_WR); }

bool Socket::fill() {
  char bytes[64 * 1024];
  const auto got = ssl_ != nullptr ? SSL_read(ssl_, bytes, sizeof bytes) : ::recv(socket_, bytes, sizeof bytes, 0);
  if (got <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(got));
  return true;
}

std::optional<Answer> Socket::hear(bool to_head) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return std::nullopt;
  }
  Answer answer;
  answer.status = std::stoi(buffer_.substr(9, 3));
  std::size_t line = buffer_.find("\r\n") + 2;
  while (line < end) {
    const auto stop = buffer_.find("\r\n", line);
    const auto colon = buffer_.find(": ", line);
    auto name = buffer_.substr(line, colon - line);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    EXPECT_FALSE(answer.headers.contains(name)) << "twice: " << name;
    answer.headers[name] = buffer_.substr(colon + 2, stop - colon - 2);
    line = stop + 2;
  }
  buffer_.erase(0, end + 4);
  if (to_head || answer.status == 304 || answer.status == 204 || answer.status == 100) return answer;
  if (answer.header("transfer-encoding") == "chunked") {
    while (true) {
      std::size_t size_end = 0;
      while ((size_end = buffer_.find("\r\n")) == std::string::npos) {
        if (!fill()) return std::nullopt;
      }
      const auto size = std::stoul(buffer_.substr(0, size_end), nullptr, 16);
      while (buffer_.size() < size_end + 2 + size + 2) {
        if (!fill()) return std::nullopt;
      }
      answer.body += buffer_.substr(size_end + 2, size);
      buffer_.erase(0, size_end + 2 + size + 2);
      if (size == 0) return answer;
    }
  }
  const auto length = std::stoul(answer.header("content-length"));
  while (buffer_.size() < length) {
    if (!fill()) return std::nullopt;
  }
  answer.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return answer;
}

std::string Socket::raw_rest() {
  while (fill()) {}
  return buffer_;
}

bool Socket::ends() {
  char byte = 0;
  while (true) {
    const auto got = ssl_ != nullptr ? SSL_read(ssl_, &byte, 1) : ::recv(socket_, &byte, 1, 0);
    if (got > 0) continue;
    return got == 0 || errno == ECONNRESET || (ssl_ != nullptr && errno != EAGAIN);
  }
}

Served::Served(const Router& router, ServerOptions options) {
  if (options.listeners.empty()) options.listeners.emplace_back();
  if (options.loops == 0) options.loops = 2;
  options.registry = &registry;
  auto started = Server::start(std::move(options), router);
  if (!started) {
    ADD_FAILURE() << started.error().detail;
    std::abort();
  }
  server = std::move(*started);
  port = server->port();
}

std::string get(std::string_view target, std::string_view headers) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: shop\r\n" + std::string(headers) + "\r\n";
}

const TlsOptions& test_certificate() {
  static const TlsOptions made = [] {
    char folder[] = "/tmp/atelier-http-test-XXXXXX";
    const std::string at = mkdtemp(folder);
    const std::string command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout " + at +
                                "/key.pem -out " + at +
                                "/cert.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0);
    return TlsOptions{.certificate_file = at + "/cert.pem", .key_file = at + "/key.pem"};
  }();
  return made;
}

}  // namespace atelier::http::wire
