// A call to a payment provider, and what its answer says about whether something was done.
//
// Given back: the answer of a call that was accepted (2xx), or an Error in the port's words (payment/gateway.h):
//   unavailable  nothing was done: not connected, or refused before it was looked at (429); of a question (GET), any failure that is not ours
//   unknown      it may have been done: the answer was lost, or the provider failed half way (5xx, and 409: the same key is being worked on)
//   denied       the provider does not take our key (401, 403)
//   not_found    a question about what the provider does not know (404 to a GET)
//   invalid      the provider refuses this request for ever (all other 4xx)
// The Error's detail names status and the provider's own code. Keys, headers, bodies and the provider's sentences, which may quote a
// customer's data, go into no Error and no log.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/task.h"
#include "http/client.h"

namespace atelier::payment {

// What the body of a refusal says.
struct Refusal {
  std::string code;          // the provider's own ("amount_too_small"), "" where there is none
  bool in_progress = false;  // the same key is being worked on
};
using RefusalReader = Refusal (*)(std::string_view body);

Task<Result<http::ClientResponse>> call_provider(http::Client& client, http::ClientRequest request, RefusalReader read_refusal);

// Pure part of it, for tests. `is_question`: a GET.
Result<http::ClientResponse> judge_answer(Result<http::ClientResponse> answer, bool is_question, RefusalReader read_refusal);

}  // namespace atelier::payment
