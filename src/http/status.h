// "404" → "Not Found" (RFC 9110 §15; 428, 429, 431 of RFC 6585).
#pragma once

#include <string_view>

namespace atelier::http {

std::string_view reason_phrase(int status);  // "Unknown" for what we never send

}  // namespace atelier::http
