#include "http/compress.h"

#include <brotli/encode.h>
#include <zlib.h>

#include "base/check.h"

namespace atelier::http {

std::optional<std::string> gzip(std::string_view body, int level) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;  // zlib's manual: 16 more writes a gzip head instead of zlib's
  CHECK(deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib has memory");
  std::string out(deflateBound(&stream, body.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));  // zlib's types are older than const
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int end = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (end != Z_STREAM_END || out.size() >= body.size()) return std::nullopt;
  out.shrink_to_fit();
  return out;
}

std::optional<std::string> brotli(std::string_view body, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(body.size());
  std::string out(size, '\0');
  const bool good = BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, body.size(),
                                          reinterpret_cast<const std::uint8_t*>(body.data()), &size,
                                          reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE;
  if (!good || size >= body.size()) return std::nullopt;
  out.resize(size);
  out.shrink_to_fit();
  return out;
}

}  // namespace atelier::http
