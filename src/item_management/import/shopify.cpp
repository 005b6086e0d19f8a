#include "item_management/import/shopify.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <tuple>

#include "base/csv_parser.h"
#include "item_management/import/internal/line_reader.h"
#include "item_management/import/internal/utf8.h"
#include "item_management/import/shopify_item.h"

namespace atelier::item_management {
namespace {

inventory::Place stock_place(const Vocabulary& vocabulary, Region region) {
  for (const auto& [code, place] : vocabulary.places()) {
    if (place.kind == inventory::PlaceKind::warehouse && place.region == region) return place;
  }
  // A house that has named no places yet has one warehouse a region.
  return {"warehouse-" + std::string(to_string(region)), inventory::PlaceKind::warehouse, region};
}

// "https://…/media/<64 hex>/640" or "/media/<64 hex>".
std::string hash_in(std::string_view src) {
  constexpr std::string_view media = "/media/";
  const auto at = src.find(media);
  if (at == std::string_view::npos) return "";
  const auto hash = src.substr(at + media.size(), 64);
  return media::is_photo_hash(hash) ? std::string(hash) : "";
}

std::string reason_of(std::string_view code) {
  if (code == "row_too_large")
    return "the row is larger than 1 MB: a closing quote is missing, so nothing after it can be read";
  if (code == "too_many_columns") return "the row has more than 500 fields";
  if (code == "unclosed_quote") return "a quoted field begins in this row and never ends";
  if (code == "text_after_quote")
    return "there is text behind a closing quote; quotes within a field are doubled";
  return "";
}

class ShopifyImport {
 public:
  ShopifyImport(events::Context& context, ShopifyOptions options, ImportProgress progress)
      : context_(context), options_(std::move(options)), progress_(std::move(progress)) {}

  Task<Result<ImportReport>> run(std::string path) {
    CHECK(!options_.currency.code().empty(), "the prices of a CSV have a currency");
    auto loaded = co_await load_vocabulary(context_.store);
    if (!loaded) co_return fail(loaded);
    vocabulary_ = std::move(*loaded);
    if (!options_.stock_place) options_.stock_place = stock_place(vocabulary_, context_.region);
    auto file = internal::FileReader::open(path);
    if (!file) co_return fail(file);
    ImportPipeline pipeline(context_, vocabulary_, options_.tax_classes, report_, options_.reference);
    pipeline_ = &pipeline;
    Result<void> done = co_await read(*file);
    if (done) done = co_await end_item();
    const auto finished = co_await pipeline.finish();
    if (!done) co_return fail(done);
    if (!finished) co_return fail(finished);
    if (!rows_) co_return fail(ErrorKind::invalid, "empty_file", "the file has no header");
    std::ranges::sort(report_.issues, {}, [](const ImportIssue& issue) {
      return std::tie(issue.line, issue.column, issue.code);
    });
    if (progress_) progress_(report_);
    co_return std::move(report_);
  }

 private:
  Task<Result<void>> read(internal::FileReader& file) {
    bool first = true;
    base::CsvParser parser;
    for (;;) {
      const auto piece = file.next();
      if (!piece) co_return fail(piece);
      report_.bytes_read += static_cast<std::int64_t>(piece->size());
      if (std::exchange(first, false)) {
        if (piece->starts_with("\xFF\xFE") || piece->starts_with("\xFE\xFF")) {
          co_return fail(ErrorKind::invalid, "not_utf8", "the file is UTF-16: save it as CSV UTF-8");
        }
        parser = base::CsvParser(base::guess_separator(piece->substr(0, piece->find_first_of("\r\n"))));
      }
      if (piece->empty())
        parser.finish();
      else
        parser.feed(*piece);
      for (;;) {
        const auto event = parser.next();
        if (event == base::CsvParser::Event::end) co_return Result<void>{};
        if (event == base::CsvParser::Event::need_input) break;
        const auto taken = co_await take(parser, event);
        if (!taken) co_return taken;
      }
      if (progress_) progress_(report_);
    }
  }

  Task<Result<void>> take(base::CsvParser& parser, base::CsvParser::Event event) {
    const auto& fields = parser.fields();
    if (!rows_) {
      if (event == base::CsvParser::Event::error)
        co_return fail(ErrorKind::invalid, "bad_header", reason_of(parser.error()));
      const auto columns = ColumnMap::read(fields);
      if (!columns.has(Column::handle)) {
        co_return fail(ErrorKind::invalid, "no_handle_column",
                       "the first line names no column \"Handle\": this is no Shopify product CSV");
      }
      columns_ = columns;
      rows_.emplace(columns, vocabulary_, options_);
      co_return Result<void>{};
    }
    ++report_.rows_read;
    if (event == base::CsvParser::Event::error) {
      // Whose row it was cannot be told: the item it stands in is not trusted.
      ImportIssue issue{parser.line(), std::nullopt, std::string(parser.error()), reason_of(parser.error())};
      if (item_)
        item_->issues.push_back(std::move(issue));
      else
        report_.add_issue(std::move(issue));
      co_return Result<void>{};
    }
    std::string_view handle = columns_.get(fields, Column::handle);
    const bool begins = !handle.empty() && (!item_ || !same_handle(handle, item_->handle));
    if (begins) {
      const auto ended = co_await end_item();
      if (!ended) co_return ended;
      item_.emplace(rows_->begin(fields, parser.line()));
    } else if (!item_) {
      report_.add_issue(
          {parser.line(), std::string(name_of(Column::handle)), "required", "a row belongs to an item"});
      co_return Result<void>{};
    }
    if (!internal::is_utf8(fields)) {
      item_->issues.push_back({parser.line(), std::nullopt, "not_utf8",
                               "the row has bytes that are not UTF-8: save the file as CSV UTF-8"});
      co_return Result<void>{};
    }
    if (++rows_of_item_ > kMaxRowsOfItem) {
      if (rows_of_item_ == kMaxRowsOfItem + 1) {
        item_->issues.push_back(
            {parser.line(), std::nullopt, "too_many_rows", "an item has at most 2000 rows"});
      }
      co_return Result<void>{};
    }
    rows_->add(*item_, fields, parser.line());
    co_return Result<void>{};
  }

  static bool same_handle(std::string_view written, std::string_view handle) {
    while (written.ends_with(' ')) written.remove_suffix(1);
    while (written.starts_with(' ')) written.remove_prefix(1);
    return std::ranges::equal(written, handle, [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
    });
  }

  Task<Result<void>> end_item() {
    rows_of_item_ = 0;
    if (!item_) co_return Result<void>{};
    auto rows = std::make_shared<ShopifyItem>(std::move(*item_));
    item_.reset();
    if (rows->issues.empty()) {
      const auto photos = co_await find_photos(*rows);
      if (!photos) co_return photos;
    }
    for (auto& note : rows->notes) report_.add_issue(std::move(note));
    if (!rows->issues.empty()) {
      ++report_.items_rejected;
      for (auto& issue : rows->issues) report_.add_issue(std::move(issue));
      co_return Result<void>{};
    }
    Candidate candidate{.handle = rows->handle, .line = rows->line};
    candidate.make = [rows, this](const Item* stored) { return merge_shopify(*rows, stored, options_); };
    candidate.locate = [rows](const json::Problem& problem) { return locate_in_shopify(*rows, problem); };
    for (const auto& variant : rows->variants) {
      if (variant.quantity > 0)
        candidate.stock.push_back({*options_.stock_place, {variant.sku, variant.quantity}});
    }
    candidate.terms = rows->terms;
    co_return co_await pipeline_->add(std::move(candidate));
  }

  Task<Result<void>> find_photos(ShopifyItem& rows) {
    for (auto& image : rows.images) {
      Result<std::optional<media::StoredPhoto>> stored = std::optional<media::StoredPhoto>();
      if (options_.photos != nullptr) {
        if (const auto hash = hash_in(image.src); !hash.empty()) {
          stored = co_await options_.photos->find(hash);
        } else if (auto bytes = read_photo(image.src)) {
          const auto made = co_await options_.photos->store(std::move(*bytes));
          if (made) {
            stored = std::optional(*made);
            ++report_.photos_stored;
          } else {
            stored = fail(made);
          }
        }
      }
      if (!stored && stored.error().kind != ErrorKind::invalid) co_return fail(stored);
      if (stored && *stored) {
        image.photo = Photo{
            .hash = (*stored)->hash, .width = (*stored)->width, .height = (*stored)->height, .view = "front"};
        continue;
      }
      rows.notes.push_back(
          {image.line, std::string(name_of(Column::image_src)),
           stored ? "photo_not_fetched" : stored.error().code,
           stored
               ? "photos are not fetched from other servers: upload it, or give its file in the photo folder"
               : stored.error().detail});
    }
    co_return Result<void>{};
  }

  // The file of that name in the photo folder: "https://cdn…/coat_1.jpg?v=3" is looked for as "coat_1.jpg".
  std::optional<std::string> read_photo(std::string_view src) const {
    if (options_.photo_folder.empty()) return std::nullopt;
    src = src.substr(0, src.find_first_of("?#"));
    const auto name =
        src.substr(src.find_last_of('/') == std::string_view::npos ? 0 : src.find_last_of('/') + 1);
    if (name.empty() || name == "." || name == ".." || name.find('\0') != std::string_view::npos)
      return std::nullopt;
    const auto path = std::filesystem::path(options_.photo_folder) / std::string(name);
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size > media::kMaxPictureBytes) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::string bytes(size, '\0');
    if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) return std::nullopt;
    return bytes;
  }

  events::Context& context_;
  ShopifyOptions options_;
  ImportProgress progress_;
  ImportReport report_;
  Vocabulary vocabulary_;
  ColumnMap columns_;
  std::optional<ShopifyRows> rows_;
  std::optional<ShopifyItem> item_;
  std::size_t rows_of_item_ = 0;
  ImportPipeline* pipeline_ = nullptr;
};

}  // namespace

Task<Result<ImportReport>> import_shopify_csv(events::Context& context, std::string path,
                                              ShopifyOptions options, ImportProgress progress) {
  ShopifyImport import(context, std::move(options), std::move(progress));
  co_return co_await import.run(std::move(path));
}

}  // namespace atelier::item_management
