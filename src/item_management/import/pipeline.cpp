#include "item_management/import/pipeline.h"

#include <unordered_set>

#include "item_management/internal/save_plan.h"
#include "item_management/internal/staged_save.h"
#include "item_management/validation.h"

namespace atelier::item_management {
namespace {

// Enough to keep a committer busy while the next groups are read and decided; each holds at most one commit's
// operations.
constexpr std::size_t kGroupsInFlight = 32;
// Candidates gathered before they are looked at: together they are about one commit.
constexpr std::size_t kOperationsGathered = storage::kMaxOperations;
// Throttled: the store asks for patience. Longer than this and it is stuck.
constexpr int kThrottledAttempts = 200;
constexpr Milliseconds kThrottledPause{25};

std::size_t estimate(const Candidate& candidate) {
  return 4 + candidate.stock.size() * 3;
}

// What a file says twice about one handle: remembered as 64-bit hashes, the newest four million (96 MB at
// worst; a file with more items than that loses the check, not its items).
class SeenHandles {
 public:
  bool insert(const std::string& handle) {
    if (seen_.size() >= kMost) seen_.clear();
    return seen_.insert(std::hash<std::string>{}(handle)).second;
  }

 private:
  static constexpr std::size_t kMost = 4'000'000;
  std::unordered_set<std::size_t> seen_;
};

// One item that is ready to be committed with others.
struct Ready {
  Candidate* candidate = nullptr;
  std::optional<StoredItem> before;
  events::Decision decision;
};

}  // namespace

struct ImportPipeline::State {
  events::Context& context;
  Vocabulary& vocabulary;
  const TaxClasses& tax_classes;
  ImportReport& report;
  std::string reference;
  std::vector<Candidate> gathered = {};
  std::size_t gathered_operations = 0;
  std::size_t in_flight = 0;
  std::optional<Completion<bool>::Resolver> waiter = {};
  std::optional<Error> failed = {};
  SeenHandles seen = {};

  void reject(const Candidate& candidate, const json::Problems& problems) {
    ++report.items_rejected;
    for (const auto& problem : problems) {
      ImportIssue issue = candidate.locate ? candidate.locate(problem)
                                           : ImportIssue{candidate.line, problem.field, problem.code,
                                                         "expected " + problem.expected};
      report.add_issue(std::move(issue));
    }
  }

  // The commit's outcome, patient with a store that is throttled. Only Committed, Conflict and Unknown come
  // back.
  Task<Result<storage::CommitOutcome>> commit(events::Decision decision, Time now) {
    const auto whole = events::to_commit(std::move(decision), context.region, now, context.random);
    for (int i = 0; i < kThrottledAttempts; ++i) {
      auto outcome = co_await context.store.commit(whole);
      if (const auto* down = std::get_if<storage::Unavailable>(&outcome))
        co_return std::unexpected(down->error);
      if (!std::holds_alternative<storage::Throttled>(outcome)) co_return outcome;
      co_await sleep_for(kThrottledPause);
    }
    co_return fail(ErrorKind::exhausted, "store_throttled", "the store takes no more writes");
  }

  // Decides on one candidate. nullopt: it is settled already (unchanged or rejected).
  Task<Result<std::optional<Ready>>> prepare(Candidate& candidate, Time now) {
    auto stored = co_await find_by_handle(context.store, candidate.handle);
    if (!stored) co_return fail(stored);
    const Item* was = *stored ? &(*stored)->item : nullptr;
    Item item = candidate.make(was);
    item.id = was == nullptr ? ItemId::make(context.region, now, context.random) : was->id;
    item.created_at = was == nullptr ? now : was->created_at;
    item.updated_at = was == nullptr ? now : was->updated_at;
    auto problems = validate(item);
    const auto unknown = check_references(with_terms(candidate), tax_classes, item);
    problems.insert(problems.end(), unknown.begin(), unknown.end());
    if (!problems.empty()) {
      reject(candidate, problems);
      co_return std::optional<Ready>();
    }
    if (was != nullptr && json::write(*was) == json::write(item)) {
      ++report.items_unchanged;
      co_return std::optional<Ready>();
    }
    item.updated_at = now;
    Ready ready{.candidate = &candidate, .before = std::move(*stored)};
    ready.decision = internal::plan(ready.before ? &*ready.before : nullptr, item);
    for (const auto& opening : candidate.stock)
      internal::add_opening(ready.decision, opening, reference, now);
    for (const auto& term : candidate.terms) {
      if (!vocabulary.has(term.kind, term.code)) ready.decision.write(internal::put_term(term));
    }
    co_return std::optional<Ready>(std::move(ready));
  }

  // The house's words and those the candidate brings.
  const Vocabulary& with_terms(const Candidate& candidate) {
    if (candidate.terms.empty()) return vocabulary;
    extended = vocabulary;
    for (const auto& term : candidate.terms) extended.add(term);
    return extended;
  }
  Vocabulary extended = {};

  void learn(const Candidate& candidate) {
    for (const auto& term : candidate.terms) {
      if (!vocabulary.has(term.kind, term.code)) vocabulary.add(term);
    }
  }

  void count(const Candidate& candidate, SaveResult result) {
    learn(candidate);
    if (result == SaveResult::created) ++report.items_created;
    if (result == SaveResult::updated) ++report.items_updated;
    if (result == SaveResult::unchanged) ++report.items_unchanged;
  }

  Task<Result<void>> store_alone(Candidate& candidate) {
    SaveOptions options{.stock = candidate.stock, .terms = candidate.terms, .reference = reference};
    std::erase_if(options.terms, [&](const Term& term) { return vocabulary.has(term.kind, term.code); });
    for (int i = 0; i < kThrottledAttempts; ++i) {
      auto outcome = co_await upsert_item(context, candidate.handle, candidate.make, options);
      if (outcome && (outcome->result == SaveResult::invalid || outcome->result == SaveResult::taken)) {
        reject(candidate, outcome->problems);
        co_return Result<void>{};
      }
      if (outcome) {
        count(candidate, outcome->result);
        co_return Result<void>{};
      }
      if (outcome.error().kind != ErrorKind::exhausted) co_return fail(outcome);
      co_await sleep_for(kThrottledPause);
    }
    co_return fail(ErrorKind::exhausted, "store_throttled", "the store takes no more writes");
  }

  Task<Result<void>> store_together(std::vector<Ready> group, Time now) {
    if (group.empty()) co_return Result<void>{};
    events::Decision all;
    std::unordered_set<std::string> words;  // two items may bring the same word
    for (auto& ready : group) {
      for (auto& write : ready.decision.writes) {
        const auto& key = storage::key_of(write);
        if (key.table == storage::kVocabulary && !words.insert(key.partition + "\n" + key.sort).second)
          continue;
        all.writes.push_back(std::move(write));
      }
      for (auto& event : ready.decision.events) all.events.push_back(std::move(event));
    }
    const auto outcome = co_await commit(std::move(all), now);
    if (!outcome) co_return fail(outcome);
    if (storage::is_committed(*outcome)) {
      for (const auto& ready : group)
        count(*ready.candidate, ready.before ? SaveResult::updated : SaveResult::created);
      co_return Result<void>{};
    }
    for (const auto& ready : group) {
      const auto done = co_await store_alone(*ready.candidate);
      if (!done) co_return done;
    }
    co_return Result<void>{};
  }

  Task<Result<void>> store_all(std::vector<Candidate> candidates) {
    const Time now = context.clock.now();
    std::vector<Ready> group;
    std::size_t operations = 0;
    std::unordered_set<std::string>
        keys;  // a commit has one operation a key: items that meet on a SKU go apart
    for (auto& candidate : candidates) {
      auto prepared = co_await prepare(candidate, now);
      if (!prepared) co_return fail(prepared);
      if (!*prepared) continue;
      const auto more = internal::operations_of((*prepared)->decision);
      if (more > storage::kMaxOperations) {
        const auto done = co_await store_alone(candidate);
        if (!done) co_return done;
        continue;
      }
      bool meets = false;
      for (const auto& write : (*prepared)->decision.writes) {
        const auto& key = storage::key_of(write);
        if (key.table == storage::kVocabulary) continue;
        meets = !keys.insert(std::to_string(key.table.id) + key.partition + "\n" + key.sort).second || meets;
      }
      if (meets || operations + more > storage::kMaxOperations) {
        const auto done = co_await store_together(std::exchange(group, {}), now);
        if (!done) co_return done;
        operations = 0;
        keys.clear();
        for (const auto& write : (*prepared)->decision.writes) {
          const auto& key = storage::key_of(write);
          keys.insert(std::to_string(key.table.id) + key.partition + "\n" + key.sort);
        }
      }
      operations += more;
      group.push_back(std::move(**prepared));
    }
    co_return co_await store_together(std::move(group), now);
  }

  void ended() {
    --in_flight;
    if (auto resolve = std::exchange(waiter, std::nullopt)) (*resolve)(true);
  }

  Task<void> wait_below(std::size_t most) {
    while (in_flight > most) {
      const Completion<bool> freed;
      waiter = freed.resolver();
      (void)co_await freed;
    }
  }
};

ImportPipeline::ImportPipeline(events::Context& context, Vocabulary& vocabulary,
                               const TaxClasses& tax_classes, ImportReport& report, std::string reference)
    : state_(std::make_shared<State>(State{context, vocabulary, tax_classes, report, std::move(reference)})) {}

ImportPipeline::~ImportPipeline() {
  CHECK(state_->in_flight == 0, "an import is finished before it is forgotten");
}

namespace {

Task<void> run_group(auto state, std::vector<Candidate> candidates) {
  const auto done = co_await state->store_all(std::move(candidates));
  if (!done && !state->failed) state->failed = done.error();
  state->ended();
}

}  // namespace

Task<Result<void>> ImportPipeline::add(Candidate candidate) {
  auto& state = *state_;
  if (state.failed) co_return std::unexpected(*state.failed);
  if (!state.seen.insert(candidate.handle)) {
    state.reject(candidate,
                 {{"/handle", "handle_repeated", "each item once in a file; its rows stand together"}});
    co_return Result<void>{};
  }
  state.gathered_operations += estimate(candidate);
  state.gathered.push_back(std::move(candidate));
  if (state.gathered_operations < kOperationsGathered) co_return Result<void>{};
  co_await state.wait_below(kGroupsInFlight - 1);
  ++state.in_flight;
  state.gathered_operations = 0;
  spawn(run_group(state_, std::exchange(state.gathered, {})));
  co_return Result<void>{};
}

Task<Result<void>> ImportPipeline::finish() {
  auto& state = *state_;
  if (!state.gathered.empty() && !state.failed) {
    ++state.in_flight;
    spawn(run_group(state_, std::exchange(state.gathered, {})));
  }
  co_await state.wait_below(0);
  if (state.failed) co_return std::unexpected(*state.failed);
  co_return Result<void>{};
}

}  // namespace atelier::item_management
