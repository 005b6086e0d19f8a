// Items on their way into the store: many at once, several in one commit, each whole or not at all.
//
// Candidates are gathered into groups whose operations fit one commit; up to kGroupsInFlight groups wait for
// the store at the same time, so its sync is shared. Memory is bounded by that, whatever the file's size. A
// group that meets a conflict is stored item by item.
//
// One executor: add() and finish() are awaited on it, and everything runs there.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "item_management/import/report.h"
#include "item_management/items.h"
#include "item_management/vocabulary.h"

namespace atelier::item_management {

struct Candidate {
  std::string handle;
  std::int64_t line = 0;  // where the item begins
  // Builds the item from what is stored (nullptr: nothing). May be called more than once. It sets everything
  // but id and times.
  std::function<Item(const Item* stored)> make;
  std::vector<OpeningStock> stock;
  std::vector<Term> terms;  // words it brings, where the house does not have them
  // Where in the file a problem's field stands. Empty: the candidate's line and the pointer.
  std::function<ImportIssue(const json::Problem&)> locate;
};

class ImportPipeline {
 public:
  // All are borrowed. `reference` names the import in the stock ledger.
  ImportPipeline(events::Context& context, Vocabulary& vocabulary, const TaxClasses& tax_classes,
                 ImportReport& report, std::string reference);
  ~ImportPipeline();

  // Takes an item in; waits while too many are under way. Error: the store cannot write, the import has to
  // stop.
  Task<Result<void>> add(Candidate candidate);
  // Waits for all.
  Task<Result<void>> finish();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace atelier::item_management
