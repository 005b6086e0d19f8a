// Those who move stock: the ERP, whose deliveries are booked again and again until they are acknowledged, and a warehouse keeper, who sends
// pieces to the other region.
#include "catalogue.h"
#include "item_management/inventory/movements.h"
#include "world.h"

namespace atelier::simulation {
namespace {

namespace inventory = item_management::inventory;

constexpr int kTries = 60;

struct Job {
  std::string key;
  char region = 'e';
  char to = 0;  // 0: a receipt
  std::string sku;
  int quantity = 0;
};

storage::Key first_answer(const Job& job) { return {storage::kIdempotency, "stock/" + job.key, ""}; }

// As the house's stock routes do it: the movement and the first answer in one commit. False: there are not enough.
Task<Result<bool>> book(Process& process, Job job) {
  co_return co_await events::run<bool>(process.context, [&](Time now) -> Task<Result<std::pair<events::Decision, bool>>> {
    auto before = co_await process.context.store.get(first_answer(job));
    if (!before) co_return fail(before);
    if (*before) co_return std::pair(events::Decision{}, true);
    const auto from = warehouse_of(job.region);
    events::Decision decision;
    if (job.to == 0) {
      (void)inventory::decide_receipt(decision, from, {job.sku, job.quantity}, {.reason = "delivery", .reference = job.key}, now, process.context.random);
    } else {
      auto there = co_await process.context.store.get(inventory::region_stock_key(job.sku, from.region));
      if (!there) co_return fail(there);
      if (!*there || (*there)->counter("available") < job.quantity) co_return std::pair(events::Decision{}, false);
      auto here = co_await process.context.store.get(inventory::location_stock_key(job.sku, from.code));
      if (!here) co_return fail(here);
      if (!*here || (*here)->counter("on_hand") < job.quantity) co_return std::pair(events::Decision{}, false);
      (void)inventory::decide_transfer(decision, {from, warehouse_of(job.to), {job.sku, job.quantity}}, {.reason = "season"}, now, process.context.random);
    }
    decision.write(storage::Put{.key = first_answer(job), .body = "{}", .expires_at = now + std::chrono::hours(48), .condition = storage::Absent{}});
    co_return std::pair(std::move(decision), true);
  });
}

}  // namespace

inventory::Place warehouse_of(char region) {
  return {kWarehouseOf[region == 'e' ? 0 : 1], inventory::PlaceKind::warehouse, region == 'e' ? Region::europe : Region::asia};
}

Task<void> keeper(World& world, int number) {
  Chance chance(world.scheduler.chance.next());
  const int jobs = static_cast<int>(chance.between(0, 8));
  for (int i = 0; i < jobs; ++i) {
    co_await wait_micros(world.scheduler, kWorld, chance.between(1, 240) * kSecond);
    Job job{.key = std::to_string(number) + "-" + std::to_string(i), .region = number % 2 == 1 && world.scenario.two_regions ? 'a' : 'e',
            .sku = kSkus[chance.index(std::size(kSkus))], .quantity = static_cast<int>(chance.between(1, 5))};
    if (world.scenario.two_regions && chance.percent(60)) job.to = job.region == 'e' ? 'a' : 'e';
    for (int tries = 0; tries < kTries; ++tries) {
      auto booked = co_await world.ask<bool>(job.region, [job](Process& p) { return book(p, job); });
      if (booked && *booked) break;
      co_await wait_micros(world.scheduler, kWorld, chance.between(1, 10 + 20 * tries) * kSecond);
    }
  }
  --world.people;
}

}  // namespace atelier::simulation
