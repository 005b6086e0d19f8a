// Any bytes as typed JSON: read strictly and leniently; what was read is written and read back as the same.
#include <cstdint>

#include "base/check.h"
#include "json/json.h"

namespace {
enum class Colour { black, white };
BOOST_DESCRIBE_ENUM(Colour, black, white)
struct Line {
  std::string sku;
  int quantity = 1;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Line, (), (sku, quantity, note))
struct Basket {
  std::vector<Line> lines;
  std::map<std::string, double> rates;
  std::optional<atelier::Money> total;
  std::optional<atelier::Time> at;
  Colour colour = Colour::black;
  bool gift = false;
  std::optional<atelier::json::Raw> raw;
};
BOOST_DESCRIBE_STRUCT(Basket, (), (lines, rates, total, at, colour, gift, raw))
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace atelier;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto mode : {json::Mode::strict, json::Mode::lenient}) {
    const auto basket = json::read<Basket>(text, mode);
    if (const auto quick = json::internal::read_quickly<Basket>(text, mode)) {
      const auto slow = json::internal::read_tree<Basket>(text, mode);
      CHECK(slow.has_value(), "what is taken straight from the text is right for the tree");
      auto a = *quick, b = *slow;
      a.rates = b.rates = {};  // the tree's numbers may differ in the last digit
      a.raw = b.raw = {};      // and its raw values are written anew
      CHECK(json::write(a) == json::write(b), "and means the same");
    }
    if (!basket) {
      CHECK(!basket.error().empty() && basket.error().size() <= json::kMaxProblems);
      continue;
    }
    const auto written = json::write(*basket);
    const auto again = json::read<Basket>(written, mode);
    CHECK(again.has_value(), "what we write we can read");
    CHECK(json::write(*again) == written, "and it is the same");
  }
  return 0;
}
