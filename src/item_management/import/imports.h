// Imports as the office starts and watches them: each is done in the background, one after another, and
// leaves a record.
//
// One thread of its own. A record is written when an import begins, about once a second, and at its end; one
// that a process left running is shown as failed, and starting it again goes on where it ended (an import
// changes nothing that is there already). Threads: any; answers come on the caller's executor.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/thread_executor.h"
#include "events/decision.h"
#include "item_management/import/report.h"
#include "item_management/media/photos.h"
#include "item_management/vocabulary.h"

namespace atelier::item_management {

enum class ImportFormat { shopify_csv, atelier_catalogue };
std::string_view to_string(ImportFormat format);  // "shopify-csv", "atelier-catalogue"
std::optional<ImportFormat> parse_import_format(std::string_view text);

enum class ImportStatus { running, done, failed };
BOOST_DESCRIBE_ENUM(ImportStatus, running, done, failed)

struct ImportRecord {
  ImportId id;
  std::string format;
  ImportStatus status = ImportStatus::running;
  ImportReport report;
  std::string failure;  // why it failed, for a person
  Time started_at{};
  std::optional<Time> finished_at;
};

// Waiting behind the one that runs; each keeps its file. More are refused.
inline constexpr std::size_t kMaxImportsWaiting = 8;

class Imports {
 public:
  // All are borrowed. `currency`: of a CSV's prices where the caller names none.
  Imports(events::Context& context, media::Photos& photos, Currency currency,
          TaxClasses tax_classes = kOnlyStandard);
  // Waits for the import that runs; those that wait behind it are dropped (their records say failed at the
  // next look).
  ~Imports();

  struct Start {
    ImportFormat format = ImportFormat::shopify_csv;
    std::optional<Currency> currency;
    std::string path;  // read and then removed
  };
  // The record it begins with. Errors: exhausted "too_many_imports"; those of the store.
  Task<Result<ImportRecord>> start(Start start);
  // nullopt: there is none.
  Task<Result<std::optional<ImportRecord>>> find(ImportId id);

 private:
  Task<void> run(Start start, ImportRecord record);
  Task<Result<void>> store(const ImportRecord& record);

  events::Context& context_;
  media::Photos& photos_;
  Currency currency_;
  TaxClasses tax_classes_;
  std::mutex mutex_;
  std::map<std::string, ImportRecord> current_;  // waiting and running ones, by id
  std::atomic<bool> stopping_{false};
  std::unique_ptr<ThreadExecutor> worker_;
};

}  // namespace atelier::item_management
