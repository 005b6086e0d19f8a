#include "integration/marketing/gzip_stream.h"

#include <zlib.h>

#include "base/check.h"

namespace atelier::integration {
namespace {

constexpr int kGzipFormat = 15 + 16;  // the largest window, gzip's header and trailer
constexpr std::size_t kStep = 64u << 10;

z_const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<z_const Bytef*>(const_cast<char*>(text.data())); }

// Runs `step` until it leaves room in its output.
template <class Step>
std::string drain(z_stream& stream, std::string_view input, Step step) {
  std::string out;
  stream.next_in = bytes_of(input);
  stream.avail_in = static_cast<uInt>(input.size());
  std::string room(kStep, '\0');
  do {
    stream.next_out = reinterpret_cast<Bytef*>(room.data());
    stream.avail_out = static_cast<uInt>(room.size());
    step();
    out.append(room, 0, room.size() - stream.avail_out);
  } while (stream.avail_out == 0);
  return out;
}

}  // namespace

struct GzipWriter::State {
  z_stream stream{};
};

GzipWriter::GzipWriter() : state_(std::make_unique<State>()) {
  // Level 5: four fifths of 9's gain in a third of its time; a feed is made anew whenever the catalogue changed.
  CHECK(deflateInit2(&state_->stream, 5, Z_DEFLATED, kGzipFormat, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib has memory");
}
GzipWriter::~GzipWriter() { deflateEnd(&state_->stream); }

std::string GzipWriter::write(std::string_view text, bool last) {
  auto& stream = state_->stream;
  return drain(stream, text, [&] { CHECK(deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH) != Z_STREAM_ERROR, "the stream is ours"); });
}

struct GzipReader::State {
  z_stream stream{};
};

GzipReader::GzipReader() : state_(std::make_unique<State>()) { CHECK(inflateInit2(&state_->stream, kGzipFormat) == Z_OK, "zlib has memory"); }
GzipReader::~GzipReader() { inflateEnd(&state_->stream); }

std::string GzipReader::read(std::string_view piece) {
  auto& stream = state_->stream;
  return drain(stream, piece, [&] {
    const int result = inflate(&stream, Z_NO_FLUSH);
    CHECK(result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR, "what we packed unpacks");
  });
}

}  // namespace atelier::integration
