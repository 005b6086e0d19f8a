// What came from the socket for OpenSSL, and the BIO that reads it from there and writes to the socket.
#pragma once

#include <openssl/bio.h>

#include <string>

namespace atelier::http::internal {

struct CipherBuffer {
  std::string bytes;  // from begin to end are not decrypted yet
  std::size_t begin = 0;
  std::size_t end = 0;
  bool ended = false;  // the peer sends no more
  int socket = -1;

  // Before a receive: there is room behind `end`. Grows with what is received at once, to 64 KiB.
  void make_room();
};

// Owned by the SSL it is given to; `buffer` must outlive it.
BIO* make_bio(CipherBuffer& buffer);

}  // namespace atelier::http::internal
