// /v1/office/stock: levels by variant and place, movements read and recorded.
#include <algorithm>

#include "api/office/office.h"
#include "api/office/shared.h"
#include "item_management/inventory/movements.h"
#include "item_management/items.h"
#include "item_management/validation.h"
#include "storage/blobs.h"

namespace atelier::api {
namespace {

using namespace item_management;
using inventory::Place;
using inventory::PlaceKind;

struct Level {
  std::string sku;
  std::string item_id;
  std::string location;
  std::int64_t on_hand = 0;
  std::int64_t reserved = 0;
  std::int64_t available = 0;
};
BOOST_DESCRIBE_STRUCT(Level, (), (sku, item_id, location, on_hand, reserved, available))

std::string region_name(Region region) {
  return "region/" + std::string(to_string(region));
}

// How many warehouses a region has. Where it is one, the region's counters are that warehouse's, and shown as
// such.
std::size_t warehouses_of(const Vocabulary& words, Region region) {
  return static_cast<std::size_t>(std::ranges::count_if(words.places(), [&](const auto& entry) {
    return entry.second.kind == PlaceKind::warehouse && entry.second.region == region;
  }));
}

Task<Result<std::vector<Level>>> levels_of(storage::Store& store, const Vocabulary& words, std::string sku,
                                           std::string item_id) {
  const auto page = co_await store.query({.table = storage::kStock, .partition = sku});
  if (!page) co_return fail(page);
  std::map<std::string, Level> levels;  // by location
  const auto row_level = [&](const storage::Item& row, const std::string& location) {
    return Level{
        sku, item_id, location, row.counter("on_hand"), row.counter("reserved"), row.counter("available")};
  };
  for (const auto& row : page->items) {
    if (row.key.sort.starts_with("region/")) {
      const auto region = parse_region(row.key.sort.substr(7)).value_or(Region::europe);
      std::string location = region_name(region);
      if (warehouses_of(words, region) == 1) {
        for (const auto& [code, place] : words.places()) {
          if (place.kind == PlaceKind::warehouse && place.region == region) location = code;
        }
      }
      levels[location] = row_level(row, location);
      continue;
    }
    const auto code = row.key.sort.substr(std::string_view("location/").size());
    const auto place = words.places().find(code);
    if (place != words.places().end() && place->second.kind == PlaceKind::warehouse) {
      if (warehouses_of(words, place->second.region) == 1) continue;  // shown by the region's row
      Level level = row_level(row, code);
      level.available = level.on_hand;
      levels[code] = level;
    } else {
      levels[code] = row_level(row, code);
    }
  }
  std::vector<Level> result;
  for (auto& [location, level] : levels) result.push_back(std::move(level));
  co_return result;
}

void append_levels(std::string& out, const std::vector<Level>& levels, std::string_view only_location) {
  for (const auto& level : levels) {
    if (!only_location.empty() && level.location != only_location) continue;
    if (!out.empty()) out += ',';
    json::append(out, level);
  }
}

// --- levels ---

Task<Result<std::string>> item_id_of(storage::Store& store, std::string sku) {
  const auto stored = co_await find_by_sku(store, std::move(sku));
  if (!stored) co_return fail(stored);
  co_return *stored ? (*stored)->item.id.text() : std::string();
}

Task<http::Response> list_levels(events::Context& context, const http::Request& request) {
  const auto paging = office::read_paging(request);
  if (!paging) co_return paging.error();
  const auto skus = request.query_values("sku");
  if (skus.size() > 100) co_return office::bad_query("sku", "at most 100 of them");
  const auto location = request.query_value("location").value_or("");
  const auto words = co_await load_vocabulary(context.store);
  if (!words) co_return http::problem(words.error());
  std::string out;
  if (!skus.empty()) {
    for (const auto& sku : skus) {
      if (!is_sku(sku)) co_return office::bad_query("sku", "SKUs");
      const auto id = co_await item_id_of(context.store, sku);
      if (!id) co_return http::problem(id.error());
      if (id->empty()) continue;
      const auto levels = co_await levels_of(context.store, *words, sku, *id);
      if (!levels) co_return http::problem(levels.error());
      append_levels(out, *levels, location);
    }
    co_return office::page(std::move(out), std::nullopt);
  }
  std::vector<HandlePage::Entry> entries;
  std::optional<std::string> next;
  if (const auto asked = request.query_value("item_id")) {
    const auto id = ItemId::parse(*asked);
    if (!id) co_return office::bad_query("item_id", "an id that starts with itm_");
    entries.push_back({"", *id});
  } else {
    // A page is of whole items: about `limit` rows, and one item at least.
    const auto handles =
        co_await list_handles(context.store, paging->cursor, std::max<std::size_t>(1, paging->limit / 10));
    if (!handles) co_return http::problem(handles.error());
    entries = handles->entries;
    if (handles->more) next = entries.back().handle;
  }
  for (const auto& entry : entries) {
    const auto stored = co_await find_item(context.store, entry.id);
    if (!stored) co_return http::problem(stored.error());
    if (!*stored) continue;
    for (const auto& variant : (*stored)->item.variants) {
      const auto levels = co_await levels_of(context.store, *words, variant.sku, entry.id.text());
      if (!levels) co_return http::problem(levels.error());
      append_levels(out, *levels, location);
    }
  }
  co_return office::page(std::move(out), next);
}

// --- movements ---

struct MovementView {
  std::string id, sku, location;
  json::Raw to_location;  // a string or null
  std::string kind;
  int quantity = 0;
  std::string reason, by;
  Time at{};
  std::vector<Level> levels;
};
BOOST_DESCRIBE_STRUCT(MovementView, (),
                      (id, sku, location, to_location, kind, quantity, reason, by, at, levels))

std::string kind_of(const inventory::Movement& movement) {
  using enum inventory::MovementKind;
  switch (movement.kind) {
    case correction:
      return "correction";
    case count:
      return "count";
    case transfer_out:
    case transfer_in:
      return "transfer";
    case sale:
      return movement.location.starts_with("region/") ? "dispatch" : "sale";
    case damaged_return:
      return "damaged";
    case receipt:
    case customer_return:
      break;
  }
  return "receipt";
}

MovementView view_of(const inventory::Movement& movement) {
  return {.id = movement.id.text(),
          .sku = movement.sku,
          .location = movement.location,
          .kind = kind_of(movement),
          .quantity = movement.quantity,
          .reason = movement.reason,
          .by = movement.by,
          .at = movement.at};
}

Task<http::Response> list_movements(events::Context& context, const http::Request& request) {
  const auto paging = office::read_paging(request);
  if (!paging) co_return paging.error();
  const auto sku = request.query_value("sku").value_or("");
  if (!is_sku(sku)) co_return office::bad_query("sku", "a SKU");
  storage::Query query{
      .table = storage::kMovements, .partition = sku, .descending = true, .limit = paging->limit};
  if (!paging->cursor.empty()) query.after = paging->cursor;
  const auto found = co_await context.store.query(query);
  if (!found) co_return http::problem(found.error());
  std::string out;
  for (const auto& row : found->items) {
    const auto movement = json::read_record<inventory::Movement>(row.body, "movement " + row.key.sort);
    if (!movement) co_return http::problem(movement.error());
    if (!out.empty()) out += ',';
    json::append(out, view_of(*movement));
  }
  co_return office::page(std::move(out), found->next);
}

struct NewMovement {
  std::string sku;
  std::string location;
  std::string kind;
  int quantity = 0;
  std::optional<std::string> to_location;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(NewMovement, (), (sku, location, kind, quantity, to_location, reason))

// The first answer to an Idempotency-Key, and what was asked.
struct KeptAnswer {
  std::string asked;  // hash of the body
  std::string movement;
};
BOOST_DESCRIBE_STRUCT(KeptAnswer, (), (asked, movement))

constexpr auto kAnswersKept = std::chrono::hours(24);

json::Problems check_movement(const NewMovement& asked, const Vocabulary& words) {
  json::Problems problems;
  const auto known = [&](const std::string& code) { return words.places().contains(code); };
  if (asked.kind != "receipt" && asked.kind != "correction" && asked.kind != "count" &&
      asked.kind != "transfer") {
    problems.push_back({"/kind", "bad_value", "one of receipt correction count transfer"});
  }
  // What several warehouses of a region hold together nobody counts in one of them: orders take from the sum.
  if (asked.kind == "count" && known(asked.location)) {
    const auto& place = words.places().at(asked.location);
    if (place.kind == PlaceKind::warehouse && warehouses_of(words, place.region) > 1)
      problems.push_back({"/kind", "bad_value", "a correction: this region has several warehouses"});
  }
  if (!known(asked.location)) problems.push_back({"/location", "not_found", "a location of the house"});
  if (asked.kind == "transfer" && (!asked.to_location || !known(*asked.to_location))) {
    problems.push_back({"/to_location", "not_found", "a location of the house"});
  }
  if (asked.kind != "transfer" && asked.to_location)
    problems.push_back({"/to_location", "bad_value", "null: this is no transfer"});
  if (asked.kind == "transfer" && asked.to_location == asked.location) {
    problems.push_back({"/to_location", "bad_value", "another location"});
  }
  const bool negative_allowed = asked.kind == "correction";
  if (asked.kind == "count") {
    if (asked.quantity < 0 || asked.quantity > inventory::kMaxMovementQuantity)
      problems.push_back({"/quantity", "out_of_range", "the pieces that are there, 0 to 100000"});
  } else if (asked.quantity == 0 || asked.quantity > inventory::kMaxMovementQuantity ||
      asked.quantity < (negative_allowed ? -inventory::kMaxMovementQuantity : 1)) {
    problems.push_back(
        {"/quantity", "out_of_range", negative_allowed ? "-100000 to 100000, and not 0" : "1 to 100000"});
  }
  if (asked.reason.empty() || asked.reason.size() > 800)
    problems.push_back({"/reason", "out_of_range", "1 to 200 characters"});
  return problems;
}

struct Recorder {
  events::Context& context;
  const NewMovement& asked;
  const Vocabulary& words;
  std::string who;
  storage::Key answer_key;
  std::string asked_hash;

  // The movement that the key made before; nullopt: none yet. An Error "idempotency_key_reused": another
  // body.
  Task<Result<std::optional<inventory::Movement>>> before() const {
    const auto kept = co_await context.store.get(answer_key);
    if (!kept) co_return fail(kept);
    if (!*kept) co_return std::optional<inventory::Movement>();
    const auto answer = json::read_record<KeptAnswer>((*kept)->body, "kept answer");
    if (!answer) co_return fail(answer);
    if (answer->asked != asked_hash) {
      co_return fail(ErrorKind::invalid, "idempotency_key_reused",
                     "This Idempotency-Key was used for another request.");
    }
    const auto row = co_await context.store.get({storage::kMovements, asked.sku, answer->movement});
    if (!row) co_return fail(row);
    if (!*row)
      co_return fail(ErrorKind::internal, "movement_missing", "the movement of a kept answer is not there");
    auto movement = json::read_record<inventory::Movement>((*row)->body, "movement " + answer->movement);
    if (!movement) co_return fail(movement);
    co_return std::move(*movement);
  }

  // Of the place that is counted, as the counters say.
  Task<Result<std::int64_t>> on_hand() const {
    if (asked.kind != "count") co_return 0;
    const auto levels = co_await levels_of(context.store, words, asked.sku, "");
    if (!levels) co_return fail(levels);
    const auto at = std::ranges::find(*levels, asked.location, &Level::location);
    co_return at == levels->end() ? 0 : at->on_hand;
  }

  inventory::MovementOutcome decide(events::Decision& decision, std::int64_t is, Time now) const {
    const auto& place = words.places().at(asked.location);
    const inventory::Note note{.reason = asked.reason, .by = who};
    if (asked.kind == "receipt")
      return decide_receipt(decision, place, {asked.sku, asked.quantity}, note, now, context.random);
    if (asked.kind == "count")
      return decide_count(decision, place, asked.sku, asked.quantity, is, note, now, context.random);
    if (asked.kind == "correction")
      return decide_correction(decision, place, asked.sku, asked.quantity, note, now, context.random);
    const inventory::Transfer transfer{
        place, words.places().at(*asked.to_location), {asked.sku, asked.quantity}};
    return decide_transfer(decision, transfer, note, now, context.random);
  }

  // True: recorded or found; false: the counters forbid it.
  Task<Result<std::pair<std::optional<inventory::Movement>, bool>>> record() const {
    for (int attempt = 0; attempt < events::kMaxAttempts; ++attempt) {
      auto found = co_await before();
      if (!found) co_return fail(found);
      if (*found) co_return std::pair(std::move(*found), true);
      const Time now = context.clock.now();
      events::Decision decision;
      const auto is = co_await on_hand();
      if (!is) co_return fail(is);
      const auto movement = decide(decision, *is, now);
      CHECK(movement.has_value(), "the request was checked");
      decision.write(storage::Put{.key = answer_key,
                                  .body = json::write(KeptAnswer{asked_hash, movement->id.text()}),
                                  .expires_at = now + kAnswersKept,
                                  .condition = storage::Absent{}});
      const auto index = decision.writes.size() - 1;
      const auto outcome = co_await context.store.commit(
          events::to_commit(std::move(decision), context.region, now, context.random));
      if (storage::is_committed(outcome)) co_return std::pair(std::optional(*movement), false);
      if (const auto* conflict = std::get_if<storage::Conflict>(&outcome)) {
        // The last operation is the key's: somebody sent it twice at once. Any other is a counter that must
        // not go below 0.
        if (conflict->operation != index && attempt > 0)
          co_return std::pair(std::optional<inventory::Movement>(), false);
        continue;
      }
      if (!std::holds_alternative<storage::Unknown>(outcome)) co_return fail(storage::to_result(outcome));
    }
    co_return fail(ErrorKind::conflict, "too_many_conflicts",
                   "others kept changing the same stock; try again");
  }
};

Task<http::Response> record_movement(events::Context& context, const http::Request& request,
                                     std::string who) {
  const auto key = http::read_idempotency_key(request);
  if (!key) co_return key.error();
  const auto asked = http::read_body<NewMovement>(request);
  if (!asked) co_return asked.error();
  const auto words = co_await load_vocabulary(context.store);
  if (!words) co_return http::problem(words.error());
  if (const auto problems = check_movement(*asked, *words); !problems.empty()) {
    co_return http::problem(422, "validation_failed", "The movement is not right; errors names the fields.",
                            problems);
  }
  const auto item_id =
      is_sku(asked->sku) ? co_await item_id_of(context.store, asked->sku) : Result<std::string>("");
  if (!item_id) co_return http::problem(item_id.error());
  if (item_id->empty()) co_return office::not_found("SKU");
  const Recorder recorder{context,
                          *asked,
                          *words,
                          who,
                          {storage::kIdempotency, "office-stock/" + who + "/" + *key, ""},
                          storage::content_hash(request.body)};
  const auto recorded = co_await recorder.record();
  if (!recorded && recorded.error().code == "idempotency_key_reused") {
    co_return http::problem(422, recorded.error().code, recorded.error().detail);
  }
  if (!recorded) co_return http::problem(recorded.error());
  if (!recorded->first) {
    co_return http::problem(409, "conflict", "There are not so many pieces free at " + asked->location + ".");
  }
  MovementView view = view_of(*recorded->first);
  if (asked->kind == "transfer") {
    view.to_location.text.clear();
    json::append_string(view.to_location.text, *asked->to_location);
    view.quantity = asked->quantity;
  }
  const auto levels = co_await levels_of(context.store, *words, asked->sku, *item_id);
  if (!levels) co_return http::problem(levels.error());
  for (const auto& level : *levels) {
    if (level.location == asked->location || level.location == asked->to_location.value_or("") ||
        level.location.starts_with("region/")) {
      view.levels.push_back(level);
    }
  }
  auto response = http::Response::json(201, json::write(view));
  if (recorded->second) response.set("Idempotency-Replayed", "true");
  co_return response;
}

}  // namespace

void register_office_stock(http::Router& router, const OfficeDependencies& dependencies) {
  using http::Method;
  auto& context = dependencies.context;
  const auto authorize = dependencies.authorize;
  const auto add = [&](Method method, std::string_view pattern, std::string permission, auto handle) {
    router.add(method, pattern,
               [authorize, permission, handle](http::Request& request) -> Task<http::Response> {
                 const auto who = co_await authorize(request, permission);
                 if (!who) co_return who.error();
                 co_return co_await handle(request, *who);
               });
  };
  add(Method::get, "/v1/office/stock", "stock.read",
      [&context](http::Request& r, const std::string&) { return list_levels(context, r); });
  add(Method::get, "/v1/office/stock/movements", "stock.read",
      [&context](http::Request& r, const std::string&) { return list_movements(context, r); });
  add(Method::post, "/v1/office/stock/movements", "stock.write",
      [&context](http::Request& r, const std::string& who) { return record_movement(context, r, who); });
}

}  // namespace atelier::api
