#include "item_management/import/catalogue.h"

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "item_management/document.h"
#include "item_management/import/internal/line_reader.h"
#include "item_management/import/pipeline.h"
#include "item_management/validation.h"

namespace atelier::item_management {
namespace {

namespace fs = std::filesystem;

void add_issue(ImportReport& report, std::int64_t line, const json::Problem& problem) {
  report.add_issue({line, problem.field, problem.code, "expected " + problem.expected});
}

// "double-breasted-coat/camel-front.webp" below the folder; nothing that leaves it.
std::optional<fs::path> photo_path(const std::string& folder, const std::string& file) {
  const fs::path relative(file);
  if (file.empty() || relative.is_absolute()) return std::nullopt;
  for (const auto& part : relative) {
    if (part == "..") return std::nullopt;
  }
  return fs::path(folder) / relative;
}

std::optional<std::string> read_file(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || size > media::kMaxPictureBytes) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string bytes(size, '\0');
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) return std::nullopt;
  return bytes;
}

class CatalogueImport {
 public:
  CatalogueImport(events::Context& context, CatalogueOptions options, ImportProgress progress)
      : context_(context), options_(std::move(options)), progress_(std::move(progress)) {}

  Task<Result<ImportReport>> run(std::string path) {
    auto vocabulary = co_await load_vocabulary(context_.store);
    if (!vocabulary) co_return fail(vocabulary);
    auto file = internal::FileReader::open(path);
    if (!file) co_return fail(file);
    internal::LineReader lines(std::move(*file), kMaxLineBytes);
    ImportPipeline pipeline(context_, *vocabulary, options_.tax_classes, report_, options_.reference);
    Result<void> done;
    for (;;) {
      auto line = lines.next();
      if (!line) done = fail(line);
      if (!line || !*line) break;
      report_.bytes_read = lines.bytes_read();
      ++line_;
      done = co_await take_line(**line, pipeline, *vocabulary);
      if (!done) break;
      if (progress_ && line_ % 64 == 0) progress_(report_);
    }
    const auto finished = co_await pipeline.finish();
    if (!done) co_return fail(done);
    if (!finished) co_return fail(finished);
    report_.bytes_read = lines.bytes_read();
    if (progress_) progress_(report_);
    co_return std::move(report_);
  }

 private:
  Task<Result<void>> take_line(internal::LineReader::Line line, ImportPipeline& pipeline,
                               const Vocabulary& vocabulary) {
    if (line.too_long) {
      ++report_.items_rejected;
      report_.add_issue({line_, std::nullopt, "line_too_long", "a line has at most 4 MB"});
      co_return Result<void>{};
    }
    if (line_ == 1 && line.text.starts_with("\xEF\xBB\xBF")) line.text.remove_prefix(3);
    if (line.text.find_first_not_of(" \t") == std::string_view::npos) co_return Result<void>{};
    ++report_.rows_read;
    auto document = json::read<ItemDocument>(line.text);
    if (!document) co_return reject(document.error());
    json::Problems problems;
    auto item = std::make_shared<Item>(to_item(*document, problems));
    Candidate candidate{.handle = item->handle, .line = line_, .make = [item](const Item*) { return *item; }};
    candidate.stock = stock_of(*document, vocabulary, problems);
    const auto photos = co_await take_photos(*document, *item, problems);
    if (!photos) co_return photos;
    if (!problems.empty()) co_return reject(problems);
    co_return co_await pipeline.add(std::move(candidate));
  }

  Result<void> reject(const json::Problems& problems) {
    ++report_.items_rejected;
    for (const auto& problem : problems) add_issue(report_, line_, problem);
    return {};
  }

  static std::vector<OpeningStock> stock_of(const ItemDocument& document, const Vocabulary& vocabulary,
                                            json::Problems& problems) {
    std::vector<OpeningStock> stock;
    if (!document.stock) return stock;
    for (const auto& [sku, places] : *document.stock) {
      if (std::ranges::none_of(document.variants, [&](const auto& variant) { return variant.sku == sku; })) {
        problems.push_back({"/stock/" + sku, "not_found", "the SKU of one of the item's variants"});
      }
      for (const auto& [code, quantity] : places) {
        const auto place = vocabulary.places().find(code);
        if (place == vocabulary.places().end()) {
          problems.push_back({"/stock/" + sku + "/" + code, "not_found", "a location of the house"});
        } else if (quantity < 0 || quantity > inventory::kMaxMovementQuantity) {
          problems.push_back({"/stock/" + sku + "/" + code, "out_of_range", "0 to 100000 pieces"});
        } else if (quantity > 0) {
          stock.push_back({place->second, {sku, quantity}});
        }
      }
    }
    return stock;
  }

  // Stores the document's photos and fills in their hashes and measures. Only a store's error ends the
  // import.
  Task<Result<void>> take_photos(const ItemDocument& document, Item& item, json::Problems& problems) {
    if (!document.photos) co_return Result<void>{};
    if (options_.photos == nullptr) {  // an import of everything else
      item.photos.clear();
      co_return Result<void>{};
    }
    const auto& given = *document.photos;
    std::vector<Found> found(std::min(given.size(), kMaxPhotos), Found(std::optional<media::StoredPhoto>()));
    // All of an item's at once: each worker of the photos checks one of them.
    std::size_t open = found.size();
    const Completion<bool> all;
    for (std::size_t i = 0; i < found.size(); ++i) {
      spawn(take_photo(given[i]), [&, i, resolve = all.resolver()](Found result) {
        found[i] = std::move(result);
        if (--open == 0) resolve(true);
      });
    }
    if (!found.empty()) (void)co_await all;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (!found[i] && found[i].error().kind != ErrorKind::invalid) co_return fail(found[i]);
      if (!found[i] || !*found[i]) {
        const std::string field = "/photos/" + std::to_string(i) + (given[i].file ? "/file" : "/hash");
        problems.push_back(
            {field, found[i] ? "not_found" : found[i].error().code,
             !found[i]       ? found[i].error().detail
             : given[i].file ? "a file of at most 25 MB in the photo folder: " + given[i].file->substr(0, 200)
                             : "an uploaded photo"});
        continue;
      }
      item.photos[i].hash = (*found[i])->hash;
      item.photos[i].width = (*found[i])->width;
      item.photos[i].height = (*found[i])->height;
    }
    co_return Result<void>{};
  }

  using Found = Result<std::optional<media::StoredPhoto>>;

  Task<Found> take_photo(const PhotoDocument& given) {
    if (!given.file) co_return co_await options_.photos->find(given.hash.value_or(""));
    const auto path = photo_path(options_.photo_folder, *given.file);
    auto bytes = path ? read_file(*path) : std::nullopt;
    if (!bytes) co_return std::optional<media::StoredPhoto>();
    auto made = co_await options_.photos->store(std::move(*bytes));
    if (!made) co_return fail(made);
    ++report_.photos_stored;
    co_return std::optional(std::move(*made));
  }

  events::Context& context_;
  CatalogueOptions options_;
  ImportProgress progress_;
  ImportReport report_;
  std::int64_t line_ = 0;
};

// The pictures of the home page that are the house's own: {"file":"house/….webp", …} of home.json becomes hash, width and height.
// Without a place for photos the file is left out, and the page shows the item that the picture leads to.
Task<Result<void>> take_home_picture(boost::json::object& picture, const CatalogueOptions& options) {
  const auto* file = picture.if_contains("file");
  if (file == nullptr || !file->is_string()) co_return Result<void>{};
  const std::string name(file->as_string());
  picture.erase("file");
  if (options.photos == nullptr) co_return Result<void>{};
  const auto path = photo_path(options.photo_folder, name);
  auto bytes = path ? read_file(*path) : std::nullopt;
  if (!bytes) co_return fail(ErrorKind::invalid, "bad_vocabulary", "home.json: expected a file of at most 25 MB in the photo folder: " + name.substr(0, 200));
  auto stored = co_await options.photos->store(std::move(*bytes));
  if (!stored) co_return fail(stored);
  picture["hash"] = stored->hash;
  picture["width"] = stored->width;
  picture["height"] = stored->height;
  co_return Result<void>{};
}

Task<Result<void>> take_home_pictures(Term& home, const CatalogueOptions& options) {
  boost::system::error_code error;
  auto body = boost::json::parse(home.body, error);
  if (error || !body.is_object()) co_return Result<void>{};  // read_vocabulary_files() has let it pass: it shows nothing
  if (auto* picture = body.as_object().if_contains("picture"); picture != nullptr && picture->is_object()) {
    if (auto taken = co_await take_home_picture(picture->as_object(), options); !taken) co_return taken;
  }
  if (auto* story = body.as_object().if_contains("story"); story != nullptr && story->is_object()) {
    if (auto* picture = story->as_object().if_contains("picture"); picture != nullptr && picture->is_object()) {
      if (auto taken = co_await take_home_picture(picture->as_object(), options); !taken) co_return taken;
    }
  }
  home.body = boost::json::serialize(body);
  co_return Result<void>{};
}

}  // namespace

Task<Result<ImportReport>> import_catalogue_file(events::Context& context, std::string path,
                                                 CatalogueOptions options, ImportProgress progress) {
  CatalogueImport import(context, std::move(options), std::move(progress));
  co_return co_await import.run(std::move(path));
}

Task<Result<ImportReport>> import_catalogue(events::Context& context, std::string folder,
                                            CatalogueOptions options, ImportProgress progress) {
  const auto file = fs::path(folder) / "catalogue.jsonl";
  std::error_code error;
  auto terms = read_vocabulary_files(folder);
  if (!terms) co_return fail(terms);
  if (!fs::exists(file, error) && terms->empty()) {
    co_return fail(ErrorKind::invalid, "no_catalogue",
                   folder + " has no catalogue.jsonl and no vocabulary files");
  }
  if (options.photo_folder.empty()) options.photo_folder = (fs::path(folder) / "photos").string();
  for (auto& term : *terms) {
    if (term.kind != "home") continue;
    if (auto taken = co_await take_home_pictures(term, options); !taken) co_return fail(taken);
  }
  const auto stored = co_await store_vocabulary(context, std::move(*terms));
  if (!stored) co_return fail(stored);
  if (!fs::exists(file, error)) co_return ImportReport{};
  co_return co_await import_catalogue_file(context, file.string(), std::move(options), std::move(progress));
}

}  // namespace atelier::item_management
