// gzip (RFC 1952) piece by piece, both ways, over zlib.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace atelier::integration {

class GzipWriter {
 public:
  GzipWriter();
  ~GzipWriter();
  // What is ready of it so far; `last` ends the stream.
  std::string write(std::string_view text, bool last);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class GzipReader {
 public:
  GzipReader();
  ~GzipReader();
  // What the piece holds. CHECKs that it is gzip: it is our own.
  std::string read(std::string_view piece);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace atelier::integration
