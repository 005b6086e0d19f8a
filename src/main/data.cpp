// Subcommands about the data: import, export, check, backup, restore.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "item_management/import/import_file.h"
#include "item_management/inventory/check_stock.h"
#include "item_management/vocabulary.h"
#include "main/commands.h"
#include "main/gateways.h"
#include "main/house.h"
#include "main/process.h"
#include "order_management/documents/check_documents.h"
#include "payment/ledger.h"
#include "payment/reconciliation.h"
#include "storage/blobs.h"
#include "storage/rocksdb/backup.h"

namespace atelier::main {
namespace {


// Of a CSV's prices where nothing else is said: the first market's.
Currency csv_currency(const HouseRules& rules) { return rules.markets.all().front().currency; }

void show_progress(const item_management::ImportReport& report) {
  if (!::isatty(STDERR_FILENO)) return;
  std::fprintf(stderr, "\r  %lld items, %lld photos, %.1f MB read ",
               static_cast<long long>(report.items_created + report.items_updated + report.items_unchanged),
               static_cast<long long>(report.photos_stored), static_cast<double>(report.bytes_read) / 1e6);
}

void show_issues(const item_management::ImportReport& report) {
  constexpr std::size_t kShown = 50;
  for (std::size_t i = 0; i < report.issues.size() && i < kShown; ++i) {
    const auto& issue = report.issues[i];
    std::fprintf(stderr, "line %lld%s%s: %s (%s)\n", static_cast<long long>(issue.line), issue.column ? ", " : "",
                 issue.column.value_or("").c_str(), issue.reason.c_str(), issue.code.c_str());
  }
  if (report.issues_total > static_cast<std::int64_t>(kShown)) {
    std::fprintf(stderr, "… and %lld more\n", static_cast<long long>(report.issues_total) - static_cast<long long>(kShown));
  }
}

Task<Result<std::size_t>> check_stock(storage::Store& store) {
  auto vocabulary = co_await item_management::load_vocabulary(store);
  if (!vocabulary) co_return fail(vocabulary);
  auto checked = co_await item_management::inventory::check_stock(store, vocabulary->places());
  if (!checked) co_return fail(checked);
  std::printf("stock: %zu movements, %zu counters, %zu held reservations, %zu faults\n", checked->movements, checked->counters,
              checked->reservations, checked->faults_total);
  for (const auto& fault : checked->faults) {
    std::printf("  %s at %s: %s is %lld, the ledger says %lld\n", fault.sku.c_str(), fault.place.c_str(), fault.counter.c_str(),
                static_cast<long long>(fault.is), static_cast<long long>(fault.ought));
  }
  co_return checked->faults_total;
}

Task<Result<std::size_t>> check_payments(storage::Store& store) {
  auto differences = co_await payment::check_ledger(store);
  if (!differences) co_return fail(differences);
  std::printf("payments: %zu faults\n", differences->size());
  for (const auto& difference : *differences) std::printf("  %s\n", difference.c_str());
  co_return differences->size();
}

Task<Result<std::size_t>> check_documents(storage::Store& store) {
  auto checked = co_await order_management::documents::check_documents(store);
  if (!checked) co_return fail(checked);
  std::printf("documents: %zu in %zu series, %zu paid orders and %zu refunds wait for theirs, %zu faults\n", checked->documents, checked->series,
              checked->paid_without_invoice, checked->refunds_without_note, checked->faults.size());
  for (const auto& fault : checked->faults) std::printf("  %s\n", fault.c_str());
  co_return checked->faults.size();
}

}  // namespace

int import_catalogue(const config::Config& config, const std::string& path) {
  const auto rules = load_house_rules(config.site.markets);
  if (!rules) return report(rules.error());
  auto process = Process::start(config.store.data, Region::europe);
  if (!process) return report(process.error());
  auto blobs = storage::open_directory_blobs(config.store.data + "/blobs");
  if (!blobs) return report(blobs.error());
  item_management::media::Photos photos(**blobs, {.workers = 2});
  auto imported = run_until_done(item_management::import_file((*process)->context(), path, {.currency = csv_currency(*rules), .photos = &photos, .tax_classes = rules->taxes.classes()}, show_progress));
  if (::isatty(STDERR_FILENO)) std::fputc('\n', stderr);
  if (!imported) return report(imported.error());
  show_issues(*imported);
  std::printf("%lld items created, %lld updated, %lld unchanged, %lld rejected; %lld photos\n", static_cast<long long>(imported->items_created),
              static_cast<long long>(imported->items_updated), static_cast<long long>(imported->items_unchanged),
              static_cast<long long>(imported->items_rejected), static_cast<long long>(imported->photos_stored));
  return imported->items_rejected == 0 && imported->issues_total == 0 ? 0 : 1;
}

int export_items(const config::Config& config, const std::string& path) {
  const auto rules = load_house_rules(config.site.markets);
  if (!rules) return report(rules.error());
  auto process = Process::start(config.store.data, Region::europe);
  if (!process) return report(process.error());
  auto exported = run_until_done(item_management::export_file((*process)->context().store, path, {.currency = csv_currency(*rules), .base_url = config.site.public_url}));
  if (!exported) return report(exported.error());
  std::fprintf(stderr, "%lld items in %lld rows\n", static_cast<long long>(exported->items), static_cast<long long>(exported->rows));
  return 0;
}

int check_data(const config::Config& config) {
  auto process = Process::start(config.store.data, Region::europe);
  if (!process) return report(process.error());
  auto& store = (*process)->context().store;
  auto verified = storage::verify(store);
  if (!verified) return report(verified.error());
  std::printf("files: %llu items, %llu commits in the feed, all readable\n", static_cast<unsigned long long>(verified->items),
              static_cast<unsigned long long>(verified->feed_commits));
  auto stock = run_until_done(check_stock(store));
  if (!stock) return report(stock.error());
  auto payments = run_until_done(check_payments(store));
  if (!payments) return report(payments.error());
  auto documents = run_until_done(check_documents(store));
  if (!documents) return report(documents.error());
  return *stock + *payments + *documents == 0 ? 0 : 1;
}

int reconcile_file(const config::Config& config, const std::string& provider, const std::string& path) {
  const auto readers = settlement_readers();
  const auto reader = readers.find(provider);
  if (reader == readers.end()) return report({ErrorKind::invalid, "bad_value", "no settlement files are read of a provider \"" + provider + "\""});
  std::ifstream file(path, std::ios::binary);
  if (!file) return report({ErrorKind::invalid, "no_file", path + " cannot be read"});
  const std::string csv{std::istreambuf_iterator<char>(file), {}};
  auto lines = reader->second(csv);
  if (!lines) return report({lines.error().kind, lines.error().code, path + ", " + lines.error().detail});
  auto process = Process::start(config.store.data, Region::europe);
  if (!process) return report(process.error());
  auto& context = (*process)->context();
  auto done = run_until_done(payment::reconcile(context, provider, std::move(*lines)));
  if (!done) return report(done.error());
  std::printf("%lld lines: %lld of payments, %lld of none, %lld taken before; %lld differences\n", static_cast<long long>(done->lines),
              static_cast<long long>(done->matched), static_cast<long long>(done->apart), static_cast<long long>(done->repeated),
              static_cast<long long>(done->differences));
  auto page = run_until_done(payment::list_differences(context.store, std::nullopt, provider, "", 100, context.clock.now()));
  if (!page) return report(page.error());
  for (const auto& one : page->items) {
    std::printf("  %s %s %s: ours %s, theirs %s\n", boost::describe::enum_to_string(one.kind, ""), one.line_id.c_str(), one.payment_id.c_str(),
                one.ours ? to_string(*one.ours).c_str() : "-", one.theirs ? to_string(*one.theirs).c_str() : "-");
  }
  return done->differences == 0 ? 0 : 1;
}

int backup_data(const config::Config& config, const std::string& folder) {
  auto process = Process::start(config.store.data, Region::europe);
  if (!process) return report(process.error());
  auto done = storage::backup((*process)->context().store, folder);
  if (!done) return report(done.error());
  std::printf("backup written to %s\n", folder.c_str());
  return 0;
}

int restore_data(const config::Config& config, const std::string& folder) {
  auto done = storage::restore(folder, config.store.data);
  if (!done) return report(done.error());
  std::printf("restored to %s\n", config.store.data.c_str());
  return 0;
}

}  // namespace atelier::main
