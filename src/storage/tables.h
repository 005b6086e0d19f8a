// Every table of the store, so that no two rooms take the same id. Who may write to one is in the comment; ids are never used again.
#pragma once

#include "storage/store.h"

namespace atelier::storage {

// clang-format off
// events
inline constexpr Table kEffects       {.id = 1,  .name = "effects",        .in_feed = true};   // the outbox: done by the relay, then deleted
inline constexpr Table kEvents        {.id = 2,  .name = "events",         .in_feed = true};   // one item an event, under its aggregate
inline constexpr Table kIdempotency   {.id = 3,  .name = "idempotency",    .in_feed = false};  // first answers, kept 24 h and more
inline constexpr Table kConsumers     {.id = 4,  .name = "consumers",      .in_feed = false};  // positions of named consumers of the journal
inline constexpr Table kJournal       {.id = 5,  .name = "journal",        .in_feed = false};  // events in order of commits, in numbered pages
// storage itself
inline constexpr Table kFences        {.id = 6,  .name = "fences",         .in_feed = false};  // who may write a region's records (fence.h)
// item management
inline constexpr Table kItems         {.id = 10, .name = "items",          .in_feed = true};   // items with variants, texts, prices
inline constexpr Table kItemIndex     {.id = 11, .name = "item_index",     .in_feed = false};  // handle, SKU and EAN → item
inline constexpr Table kVocabulary    {.id = 12, .name = "vocabulary",     .in_feed = true};   // categories, collections, facets, locations, home
inline constexpr Table kImports       {.id = 13, .name = "imports",        .in_feed = false};
// item management / inventory: the only writer of stock
inline constexpr Table kStock         {.id = 20, .name = "stock",          .in_feed = true};   // counters per (SKU, location), per (SKU, region)
inline constexpr Table kMovements     {.id = 21, .name = "movements",      .in_feed = false};  // the stock ledger
inline constexpr Table kReservations  {.id = 22, .name = "reservations",   .in_feed = false};
// order management
inline constexpr Table kCarts         {.id = 30, .name = "carts",          .in_feed = false};
inline constexpr Table kOrders        {.id = 31, .name = "orders",         .in_feed = false};
inline constexpr Table kOrderIndex    {.id = 32, .name = "order_index",    .in_feed = false};  // by number, customer, day
inline constexpr Table kNumbers       {.id = 33, .name = "numbers",        .in_feed = false};  // order and receipt numbers, by blocks
inline constexpr Table kDeliveries    {.id = 34, .name = "deliveries",     .in_feed = false};
inline constexpr Table kTillSessions  {.id = 35, .name = "till_sessions",  .in_feed = false};
inline constexpr Table kSales         {.id = 36, .name = "sales",          .in_feed = false};
inline constexpr Table kTasks         {.id = 37, .name = "tasks",          .in_feed = false};  // work for sales staff: a parcel that nobody took
inline constexpr Table kTaskIndex     {.id = 38, .name = "task_index",     .in_feed = false};  // the open ones
// payment
inline constexpr Table kPayments      {.id = 40, .name = "payments",       .in_feed = false};
inline constexpr Table kPaymentLedger {.id = 41, .name = "payment_ledger", .in_feed = false};
inline constexpr Table kPaymentIndex  {.id = 43, .name = "payment_index",  .in_feed = false};  // payments that support has to see
inline constexpr Table kSettlements   {.id = 44, .name = "settlements",    .in_feed = false};  // settlement files, their lines and differences
// security
inline constexpr Table kStaff         {.id = 50, .name = "staff",          .in_feed = false};
inline constexpr Table kCustomers     {.id = 51, .name = "customers",      .in_feed = false};
inline constexpr Table kSessions      {.id = 52, .name = "sessions",       .in_feed = false};
// documents and letters
inline constexpr Table kDocuments     {.id = 70, .name = "documents",      .in_feed = false};  // invoices and credit notes by series, by order; their files
inline constexpr Table kMails         {.id = 71, .name = "mails",          .in_feed = false};  // what an order's customer was written
// sandbox: other processes with stores of their own
inline constexpr Table kSandboxSessions {.id = 60, .name = "sandbox_sessions",  .in_feed = false};
inline constexpr Table kSandboxShipments{.id = 61, .name = "sandbox_shipments", .in_feed = false};
// clang-format on

// All of them: a check, an export, names in messages.
inline constexpr Table kAllTables[] = {
    kEffects, kEvents, kIdempotency, kConsumers, kJournal, kFences, kItems, kItemIndex, kVocabulary, kImports, kStock,
    kMovements, kReservations, kCarts, kOrders, kOrderIndex, kNumbers, kDeliveries, kTillSessions, kSales,
    kTasks, kTaskIndex,
    kPayments, kPaymentLedger, kPaymentIndex, kSettlements, kStaff, kCustomers, kSessions, kDocuments, kMails,
    kSandboxSessions, kSandboxShipments,
};

}  // namespace atelier::storage
