// The sandbox PSP's settlement: every movement of money, and the CSV of a day (GET /v1/reports/settlement?date=2026-11-23).
//
// Columns: line_id,created_utc,type,checkout_session,client_reference_id,currency,gross,fee,net. Types: capture, refund. Amounts are decimals.
#pragma once

#include <string>

#include "events/decision.h"
#include "sandbox/psp/session.h"

namespace atelier::sandbox::psp {

// What the change of a session moved, written with it.
void add_movements(events::Decision& decision, const Session& before, const Session& after, Time now, Random& random);

// `day`: "2026-11-23", UTC. Error invalid "parameter_invalid".
Task<Result<std::string>> settlement_csv(storage::Store& store, std::string day);

}  // namespace atelier::sandbox::psp
