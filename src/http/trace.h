// W3C Trace Context (w3.org/TR/trace-context-1): the correlation id of everything that one request causes.
#pragma once

#include <optional>
#include <string_view>

#include "base/random.h"
#include "http/message.h"

namespace atelier::http {

// A trace that begins here.
Trace begin_trace(Random& random);
// The caller's trace with a span of our own; nullopt where the header is not one (the caller begins a fresh one).
std::optional<Trace> take_trace(std::string_view traceparent, Random& random);
// The 32 digits of a well-formed traceparent; empty where it is none.
std::string_view trace_id_of(std::string_view traceparent);
// A step of it: what an outgoing call carries.
Trace child_of(const Trace& trace, Random& random);
// 32 hex digits, for an answer that needs no more of a trace than its id.
void write_trace_id(char (&to)[32], Random& random);

}  // namespace atelier::http
