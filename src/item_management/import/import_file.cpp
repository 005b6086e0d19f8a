#include "item_management/import/import_file.h"

#include <filesystem>

#include "item_management/import/catalogue.h"
#include "item_management/import/shopify.h"

namespace atelier::item_management {

Task<Result<ImportReport>> import_file(events::Context& context, std::string path, ImportFileOptions options,
                                       ImportProgress progress) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    co_return co_await import_catalogue(
        context, path, {options.photo_folder, options.photos, options.reference, options.tax_classes}, std::move(progress));
  }
  if (path.ends_with(".jsonl")) {
    if (options.photo_folder.empty())
      options.photo_folder = (std::filesystem::path(path).parent_path() / "photos").string();
    co_return co_await import_catalogue_file(
        context, path, {options.photo_folder, options.photos, options.reference, options.tax_classes}, std::move(progress));
  }
  co_return co_await import_shopify_csv(context, path,
                                        {.currency = options.currency,
                                         .photo_folder = options.photo_folder,
                                         .photos = options.photos,
                                         .reference = options.reference,
                                         .tax_classes = options.tax_classes},
                                        std::move(progress));
}

Task<Result<ExportProgress>> export_file(storage::Store& store, std::string path, ExportOptions options,
                                         std::function<void(const ExportProgress&)> progress) {
  co_return co_await export_shopify_csv(store, std::move(path), std::move(options), std::move(progress));
}

}  // namespace atelier::item_management
