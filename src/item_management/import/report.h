// What an import tells: how far it is, what it did, and every row it refused, by line, column and reason.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "json/json.h"

namespace atelier::item_management {

struct ImportIssue {
  std::int64_t line = 0;              // from 1; where the row begins, if a field spans lines
  std::optional<std::string> column;  // the column's name, or a JSON pointer
  std::string code;                   // stable: "bad_price", "sku_taken"
  std::string reason;                 // one sentence
};
BOOST_DESCRIBE_STRUCT(ImportIssue, (), (line, column, code, reason))

inline constexpr std::size_t kMaxIssues =
    1000;  // the contract's: a person mends the first ones; the rest are counted

struct ImportReport {
  std::int64_t bytes_read = 0;
  std::int64_t rows_read = 0;
  std::int64_t items_created = 0;
  std::int64_t items_updated = 0;
  std::int64_t items_unchanged = 0;
  std::int64_t items_rejected = 0;  // none of such an item was stored
  std::int64_t photos_stored = 0;
  std::vector<ImportIssue> issues;  // the first kMaxIssues, in order of line as far as they go
  std::int64_t issues_total = 0;

  void add_issue(ImportIssue issue) {
    ++issues_total;
    if (issues.size() < kMaxIssues) issues.push_back(std::move(issue));
  }
};

// Called now and then, on the import's thread; must not block.
using ImportProgress = std::function<void(const ImportReport&)>;

}  // namespace atelier::item_management
