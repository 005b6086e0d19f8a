// The CSV parser, fed with anything in pieces of any size: it ends, stays within its bounds, and gives the
// same rows however the bytes are cut.
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/csv_parser.h"
#include "item_management/import/html_text.h"
#include "item_management/import/shopify_columns.h"

using atelier::base::CsvParser;

namespace {

std::string rows_of(std::string_view text, std::size_t piece) {
  CsvParser parser(',');
  std::string out;
  std::size_t at = 0;
  for (;;) {
    switch (parser.next()) {
      case CsvParser::Event::end:
        return out;
      case CsvParser::Event::need_input:
        if (at >= text.size()) parser.finish();
        parser.feed(text.substr(std::min(at, text.size()), piece));
        at += piece;
        break;
      case CsvParser::Event::error:
        out += "!" + std::string(parser.error()) + std::to_string(parser.line());
        break;
      case CsvParser::Event::row:
        CHECK(parser.fields().size() <= CsvParser::kMaxColumns);
        (void)atelier::item_management::ColumnMap::read(parser.fields());
        for (const auto field : parser.fields())
          out += std::to_string(field.size()) + "," + std::string(field);
        out += "\n" + std::to_string(parser.line());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  CHECK(rows_of(text, 1'000'000) == rows_of(text, 3 + data[0] % 61));
  const auto plain = atelier::item_management::html_to_text(text);
  CHECK(atelier::item_management::html_to_text(atelier::item_management::text_to_html(plain)) == plain);
  return 0;
}
