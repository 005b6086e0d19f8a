#include "item_management/import/imports.h"

#include <filesystem>

#include "item_management/import/catalogue.h"
#include "item_management/import/shopify.h"

namespace atelier::item_management {
namespace {

// How it lies in the store.
struct StoredRecord {
  ImportId id;
  std::string format;
  ImportStatus status = ImportStatus::running;
  std::int64_t bytes_read = 0, rows_read = 0, created = 0, updated = 0, unchanged = 0, rejected = 0,
               photos = 0, issues_total = 0;
  std::vector<ImportIssue> issues;
  std::string failure;
  Time started_at{};
  std::optional<Time> finished_at;
};
BOOST_DESCRIBE_STRUCT(StoredRecord, (),
                      (id, format, status, bytes_read, rows_read, created, updated, unchanged, rejected,
                       photos, issues_total, issues, failure, started_at, finished_at))

storage::Key import_key(const ImportId& id) {
  return {storage::kImports, id.text(), ""};
}

std::string encode(const ImportRecord& record) {
  const auto& report = record.report;
  return json::write(StoredRecord{
      record.id, record.format, record.status, report.bytes_read, report.rows_read, report.items_created,
      report.items_updated, report.items_unchanged, report.items_rejected, report.photos_stored,
      report.issues_total, report.issues, record.failure, record.started_at, record.finished_at});
}

Result<ImportRecord> decode(const storage::Item& item) {
  auto stored = json::read_record<StoredRecord>(item.body, "import " + item.key.partition);
  if (!stored) return fail(stored);
  ImportRecord record{.id = stored->id,
                      .format = stored->format,
                      .status = stored->status,
                      .failure = stored->failure,
                      .started_at = stored->started_at,
                      .finished_at = stored->finished_at};
  record.report = {stored->bytes_read, stored->rows_read,         stored->created,
                   stored->updated,    stored->unchanged,         stored->rejected,
                   stored->photos,     std::move(stored->issues), stored->issues_total};
  return record;
}

constexpr Milliseconds kRecordEvery{1000};

}  // namespace

std::string_view to_string(ImportFormat format) {
  return format == ImportFormat::shopify_csv ? "shopify-csv" : "atelier-catalogue";
}

std::optional<ImportFormat> parse_import_format(std::string_view text) {
  for (const auto format : {ImportFormat::shopify_csv, ImportFormat::atelier_catalogue}) {
    if (text == to_string(format)) return format;
  }
  return std::nullopt;
}

Imports::Imports(events::Context& context, media::Photos& photos, Currency currency, TaxClasses tax_classes)
    : context_(context),
      photos_(photos),
      currency_(currency),
      tax_classes_(std::move(tax_classes)),
      worker_(std::make_unique<ThreadExecutor>()) {}

Imports::~Imports() {
  stopping_ = true;
  // A coroutine that waits for the store cannot be dropped: wait until none is left, then end the thread.
  for (;;) {
    {
      std::lock_guard lock(mutex_);
      if (current_.empty()) break;
    }
    std::this_thread::sleep_for(Milliseconds{5});
  }
  worker_.reset();
}

Task<Result<void>> Imports::store(const ImportRecord& record) {
  storage::Commit commit;
  commit.add(storage::Put{.key = import_key(record.id), .body = encode(record)});
  co_return storage::to_result(co_await context_.store.commit(std::move(commit)));
}

Task<Result<ImportRecord>> Imports::start(Start start) {
  const Time now = context_.clock.now();
  ImportRecord record{.id = ImportId::make(context_.region, now, context_.random),
                      .format = std::string(to_string(start.format)),
                      .started_at = now};
  {
    std::lock_guard lock(mutex_);
    if (current_.size() > kMaxImportsWaiting || stopping_) {
      co_return fail(ErrorKind::exhausted, "too_many_imports",
                     "there are imports waiting already; try again when they are done");
    }
    current_[record.id.text()] = record;
  }
  const auto stored = co_await store(record);
  if (!stored) {
    std::lock_guard lock(mutex_);
    current_.erase(record.id.text());
    co_return fail(stored);
  }
  worker_->post([this, start = std::move(start), record]() mutable {
    spawn(run(std::move(start), std::move(record)));
  });
  co_return record;
}

Task<void> Imports::run(Start start, ImportRecord record) {
  Time noted = context_.clock.now();
  ImportProgress progress = [&](const ImportReport& report) {
    const Time now = context_.clock.now();
    if (now - noted < kRecordEvery) return;
    noted = now;
    std::lock_guard lock(mutex_);
    current_[record.id.text()].report = report;
  };
  Result<ImportReport> report =
      fail(ErrorKind::unavailable, "stopped", "the server stopped before the import began");
  if (stopping_) {
  } else if (start.format == ImportFormat::shopify_csv) {
    report = co_await import_shopify_csv(
        context_, start.path,
        {.currency = start.currency.value_or(currency_),
         .photos = &photos_,
         .reference = record.id.text(),
         .tax_classes = tax_classes_},
        progress);
  } else {
    report = co_await import_catalogue_file(context_, start.path,
                                            {.photos = &photos_, .reference = record.id.text(), .tax_classes = tax_classes_}, progress);
  }
  std::error_code error;
  std::filesystem::remove(start.path, error);
  record.finished_at = context_.clock.now();
  record.status = report ? ImportStatus::done : ImportStatus::failed;
  if (report)
    record.report = std::move(*report);
  else
    record.failure = report.error().detail.empty() ? report.error().code : report.error().detail;
  if (!report) record.report.add_issue({0, std::nullopt, report.error().code, record.failure});
  (void)co_await store(record);
  std::lock_guard lock(mutex_);
  current_.erase(record.id.text());
}

Task<Result<std::optional<ImportRecord>>> Imports::find(ImportId id) {
  {
    std::lock_guard lock(mutex_);
    if (const auto found = current_.find(id.text()); found != current_.end()) co_return found->second;
  }
  const auto item = co_await context_.store.get(import_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return std::optional<ImportRecord>();
  auto record = decode(**item);
  if (!record) co_return fail(record);
  if (record->status == ImportStatus::running) {  // its process is gone
    record->status = ImportStatus::failed;
    record->failure = "the server stopped while it ran; start it again";
  }
  co_return std::move(*record);
}

}  // namespace atelier::item_management
