// The sandbox PSP's hosted pages: plain HTML that works without a script.
#pragma once

#include <string>
#include <string_view>

#include "sandbox/psp/session.h"

namespace atelier::sandbox::psp {

// `message`: what went wrong with the last try, or empty.
std::string payment_page(const Session& session, std::string_view message);
std::string challenge_page(const Session& session);
std::string gone_page();

}  // namespace atelier::sandbox::psp
