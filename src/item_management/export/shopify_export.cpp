#include "item_management/export/shopify_export.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "base/csv_parser.h"
#include "item_management/import/html_text.h"
#include "item_management/import/shopify_item.h"

namespace atelier::item_management {
namespace {

constexpr std::size_t kItemsAPage = 50;  // a piece of some hundred kilobytes

constexpr std::string_view kHeader =
    "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 "
    "Name,Option2 Value,Option3 Name,"
    "Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant "
    "Inventory Policy,Variant Fulfillment "
    "Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant "
    "Barcode,Image Src,Image Position,Image "
    "Alt Text,Gift Card,SEO Title,SEO Description,Variant Image,Variant Weight Unit,Variant Tax Code,Status\r\n";

class Row {
 public:
  explicit Row(std::string& out) : out_(out) {}
  ~Row() { out_ += "\r\n"; }
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;
  Row& operator<<(std::string_view field) {
    if (!std::exchange(first_, false)) out_ += ',';
    base::append_csv_field(out_, field);
    return *this;
  }
  Row& skip(int fields) {
    for (int i = 0; i < fields; ++i) *this << "";
    return *this;
  }

 private:
  std::string& out_;
  bool first_ = true;
};

// What the import makes the code of again: the name, unless another word would be found by it.
std::string written(const Vocabulary& vocabulary, std::string_view kind, const std::string& code) {
  auto name = vocabulary.name_of(kind, code);
  if (kind == "category") return code;  // a path
  return vocabulary.resolve(kind, name) == code ? name : code;
}

std::string option_name(const std::string& code) {
  return code == "colour" ? "Color" : code == "size" ? "Size" : code;
}

std::string tags_of(const Item& item) {
  std::string tags;
  for (const auto& collection : item.collections)
    tags += (tags.empty() ? "" : ", ") + ("collection:" + collection);
  for (const auto& tag : item.tags) tags += (tags.empty() ? "" : ", ") + tag;
  return tags;
}

std::string_view status_name(ItemStatus status) {
  return boost::describe::enum_to_string(status, "draft");
}

}  // namespace

Task<Result<std::int64_t>> ShopifyExport::on_hand(std::string sku) {
  const auto page = co_await store_.query({.table = storage::kStock, .partition = std::move(sku)});
  if (!page) co_return fail(page);
  std::int64_t sum = 0;
  for (const auto& row : page->items) {  // a warehouse's pieces are its region's
    if (std::ranges::any_of(row.counters, [](const auto& counter) { return counter.name == "available"; }))
      sum += row.counter("on_hand");
  }
  co_return sum;
}

Task<Result<void>> ShopifyExport::append_item(std::string& out, const Item& item) {
  const std::string currency(options_.currency.code());
  auto texts = item.texts.find(options_.locale);
  if (texts == item.texts.end()) texts = item.texts.find("en");
  const ItemTexts none;
  const ItemTexts& said = texts == item.texts.end() ? none : texts->second;
  const auto common = item.prices.find(currency);
  const auto src = [&](const Photo& photo) { return options_.base_url + "/media/" + photo.hash; };
  const std::size_t rows = std::max(item.variants.size(), item.photos.size());
  for (std::size_t i = 0; i < rows; ++i) {
    Row row(out);
    row << item.handle;
    if (i == 0) {
      row << said.title << text_to_html(said.description) << item.vendor << "" << item.category
          << tags_of(item) << (item.status == ItemStatus::active ? "TRUE" : "FALSE");
    } else {
      row.skip(7);
    }
    if (i < item.variants.size()) {
      const auto& variant = item.variants[i];
      for (std::size_t option = 0; option < 3; ++option) {
        const bool has = option < item.options.size();
        const bool none_at_all = item.options.empty() && option == 0;
        row << (i > 0 ? "" : has ? option_name(item.options[option]) : none_at_all ? "Title" : "");
        const auto value = has ? variant.options.find(item.options[option]) : variant.options.end();
        row << (value != variant.options.end() ? written(*vocabulary_, item.options[option], value->second)
                : none_at_all                  ? "Default Title"
                                               : "");
      }
      const auto pieces = co_await on_hand(variant.sku);
      if (!pieces) co_return fail(pieces);
      std::optional<std::int64_t> price;
      if (common != item.prices.end()) price = common->second.amount;
      if (variant.prices && variant.prices->contains(currency)) price = variant.prices->at(currency);
      const bool reduced = price && common != item.prices.end() && common->second.compare_at &&
                           *common->second.compare_at > *price;
      const auto photo = std::ranges::find_if(item.photos, [&](const Photo& shown) {
        const auto colour = variant.options.find("colour");
        return colour != variant.options.end() && shown.colour == colour->second;
      });
      row << variant.sku << std::to_string(variant.weight_g) << "atelier" << std::to_string(*pieces) << "deny"
          << "manual" << (price ? format_amount(*price, options_.currency) : "")
          << (reduced ? format_amount(*common->second.compare_at, options_.currency) : "") << "TRUE" << "TRUE"
          << variant.ean;
      if (i < item.photos.size()) {
        const auto alt = item.photos[i].alt.find(options_.locale);
        row << src(item.photos[i]) << std::to_string(i + 1)
            << (alt == item.photos[i].alt.end() ? "" : alt->second);
      } else {
        row.skip(3);
      }
      row << (i == 0 ? "FALSE" : "") << "" << "" << (photo == item.photos.end() ? "" : src(*photo)) << "g"
          << (i == 0 ? std::string_view(item.tax_class) : "") << (i == 0 ? status_name(item.status) : "");
    } else {
      row.skip(17);
      const auto alt = item.photos[i].alt.find(options_.locale);
      row << src(item.photos[i]) << std::to_string(i + 1)
          << (alt == item.photos[i].alt.end() ? "" : alt->second);
      row.skip(7);
    }
    ++progress_.rows;
  }
  ++progress_.items;
  co_return Result<void>{};
}

Task<Result<std::optional<std::string>>> ShopifyExport::next() {
  if (ended_) co_return std::optional<std::string>();
  std::string out;
  if (!vocabulary_) {
    auto loaded = co_await load_vocabulary(store_);
    if (!loaded) co_return fail(loaded);
    vocabulary_ = std::move(*loaded);
    out = kHeader;
  }
  const auto handles = co_await list_handles(store_, after_, kItemsAPage);
  if (!handles) co_return fail(handles);
  for (const auto& entry : handles->entries) {
    const auto stored = co_await find_item(store_, entry.id);
    if (!stored) co_return fail(stored);
    if (!*stored || (*stored)->item.handle != entry.handle) continue;
    const auto appended = co_await append_item(out, (*stored)->item);
    if (!appended) co_return fail(appended);
  }
  if (!handles->entries.empty()) after_ = handles->entries.back().handle;
  ended_ = !handles->more;
  progress_.bytes += static_cast<std::int64_t>(out.size());
  co_return std::optional(std::move(out));
}

Task<Result<ExportProgress>> export_shopify_csv(storage::Store& store, std::string path,
                                                ExportOptions options,
                                                std::function<void(const ExportProgress&)> progress) {
  const bool to_stdout = path == "-";
  const std::string beside = path + ".part";
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdout) std::fclose(file);
    }
  };
  std::unique_ptr<std::FILE, Close> file(to_stdout ? stdout : std::fopen(beside.c_str(), "wbe"));
  const auto broken = [&] {
    return fail(ErrorKind::unavailable, "export_not_written", path + ": " + std::strerror(errno));
  };
  if (!file) co_return broken();
  ShopifyExport source(store, std::move(options));
  for (;;) {
    const auto piece = co_await source.next();
    if (!piece) co_return fail(piece);
    if (!*piece) break;
    if (std::fwrite((*piece)->data(), 1, (*piece)->size(), file.get()) != (*piece)->size())
      co_return broken();
    if (progress) progress(source.progress());
  }
  if (std::fflush(file.get()) != 0) co_return broken();
  file.reset();
  if (!to_stdout && std::rename(beside.c_str(), path.c_str()) != 0) co_return broken();
  co_return source.progress();
}

}  // namespace atelier::item_management
