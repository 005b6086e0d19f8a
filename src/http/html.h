// HTML written by hand: what is put into it is escaped here.
#pragma once

#include <string>
#include <string_view>

namespace atelier::http {

// For text and for attribute values in double or single quotes.
std::string escape_html(std::string_view text);

}  // namespace atelier::http
