// import_bench FILE|FOLDER [DATA]: see README.md.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/thread_executor.h"
#include "item_management/import/import_file.h"
#include "storage/memory/memory_store.h"
#include "storage/rocksdb/rocksdb_store.h"

using namespace atelier;
using namespace atelier::item_management;

namespace {

long now_rss_mb(const char* field) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(field))
      return std::strtol(line.c_str() + std::string_view(field).size() + 1, nullptr, 10) / 1024;
  }
  return 0;
}

void print(const char* what, double seconds, std::int64_t items, std::int64_t rows) {
  std::printf("%-22s %8.2f s  %9.0f items/s  %10.0f rows/s   RSS %ld MB, peak %ld MB\n", what, seconds,
              static_cast<double>(items) / seconds, static_cast<double>(rows) / seconds, now_rss_mb("VmRSS:"),
              now_rss_mb("VmHWM:"));
  std::fflush(stdout);
}

double seconds_of(auto work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: import_bench FILE|FOLDER [DATA]\n");
    return 2;
  }
  SystemClock clock;
  SystemRandom random;
  std::unique_ptr<storage::Store> store;
  if (argc > 2) {
    std::filesystem::remove_all(argv[2]);
    auto opened = storage::open_rocksdb_store(argv[2], {}, clock);
    if (!opened) {
      std::fprintf(stderr, "%s\n", opened.error().detail.c_str());
      return 1;
    }
    store = std::move(*opened);
  } else {
    store = storage::make_memory_store(clock, {.feed_changes_kept = 1000});
  }
  events::Context context{*store, clock, random, Region::europe};
  const Currency eur = *Currency::parse("EUR");
  // Photos beside a catalogue are stored, too, where there is a folder for them.
  std::unique_ptr<storage::Blobs> blobs;
  std::unique_ptr<media::Photos> photos;
  if (argc > 2) {
    blobs = storage::open_directory_blobs(std::string(argv[2]) + "/blobs").value();
    photos = std::make_unique<media::Photos>(*blobs, media::PhotosOptions{.workers = 2});
  }
  std::printf("%s into %s\n", argv[1], argc > 2 ? "RocksDB" : "memory");
  bool same = true;
  const auto import = [&](const char* what, const std::string& path, bool changes) {
    Result<ImportReport> report;
    const double seconds = seconds_of([&] {
      report = run_until_done(import_file(context, path, {.currency = eur, .photos = photos.get()}));
    });
    if (!report) {
      std::fprintf(stderr, "%s: %s\n", report.error().code.c_str(), report.error().detail.c_str());
      std::exit(1);
    }
    const auto items =
        report->items_created + report->items_updated + report->items_unchanged + report->items_rejected;
    print(what, seconds, items, report->rows_read);
    std::printf("    created %ld, updated %ld, unchanged %ld, rejected %ld, issues %ld%s%s\n",
                report->items_created, report->items_updated, report->items_unchanged, report->items_rejected,
                report->issues_total, report->issues.empty() ? "" : ": ",
                report->issues.empty() ? "" : report->issues[0].reason.c_str());
    if (!changes && report->items_created + report->items_updated > 0) same = false;
  };
  import("import", argv[1], true);
  import("import again", argv[1], false);
  const std::string exported = std::string(argc > 2 ? argv[2] : "/tmp/import_bench") + ".export.csv";
  Result<ExportProgress> progress;
  const double seconds =
      seconds_of([&] { progress = run_until_done(export_file(*store, exported, {.currency = eur})); });
  if (!progress) {
    std::fprintf(stderr, "%s\n", progress.error().detail.c_str());
    return 1;
  }
  print("export", seconds, progress->items, progress->rows);
  import("import of the export", exported, false);
  std::filesystem::remove(exported);
  return same ? 0 : 1;
}
