#include "http/internal/cipher_buffer.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/check.h"

namespace atelier::http::internal {
namespace {

constexpr std::size_t kFirst = 4 * 1024;  // a request's record and a handshake's; what an idle connection costs
constexpr std::size_t kMost = 64 * 1024;  // four full records: an upload's pace

int read_bio(BIO* bio, char* to, int size) {
  auto& buffer = *static_cast<CipherBuffer*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  const auto taken = std::min(buffer.end - buffer.begin, static_cast<std::size_t>(std::max(size, 0)));
  if (taken == 0) {
    if (buffer.ended) return 0;
    BIO_set_retry_read(bio);
    return -1;
  }
  std::memcpy(to, buffer.bytes.data() + buffer.begin, taken);
  buffer.begin += taken;
  return static_cast<int>(taken);
}

int write_bio(BIO* bio, const char* from, int size) {
  auto& buffer = *static_cast<CipherBuffer*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  const auto sent = ::send(buffer.socket, from, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

long control_bio(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_FLUSH) return 1;
  if (command == BIO_CTRL_EOF) {
    const auto& buffer = *static_cast<CipherBuffer*>(BIO_get_data(bio));
    return buffer.ended && buffer.begin == buffer.end ? 1 : 0;
  }
  return 0;
}

BIO_METHOD* method() {
  static BIO_METHOD* const made = [] {
    auto* fresh = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "loop");
    CHECK(fresh != nullptr, "OpenSSL has memory");
    BIO_meth_set_read(fresh, read_bio);
    BIO_meth_set_write(fresh, write_bio);
    BIO_meth_set_ctrl(fresh, control_bio);
    return fresh;
  }();
  return made;
}

}  // namespace

void CipherBuffer::make_room() {
  const bool filled = end == bytes.size();
  if (begin == end) begin = end = 0;
  if (bytes.empty()) {
    bytes.resize(kFirst);
  } else if (filled && bytes.size() < kMost) {
    bytes.resize(bytes.size() * 4);
  }
  if (end < bytes.size()) return;
  std::memmove(bytes.data(), bytes.data() + begin, end - begin);
  end -= begin;
  begin = 0;
  // OpenSSL takes all there is before it asks for more, so this is not met; a full buffer would look like the peer's end.
  CHECK(end < bytes.size(), "OpenSSL left a full buffer behind");
}

BIO* make_bio(CipherBuffer& buffer) {
  BIO* bio = BIO_new(method());
  CHECK(bio != nullptr, "OpenSSL has memory");
  BIO_set_data(bio, &buffer);
  BIO_set_init(bio, 1);
  return bio;
}

}  // namespace atelier::http::internal
