// HTML written by hand: what is put into it is escaped here.
#pragma once

#include <string>
#include <string_view>

namespace atelier::api {

// For text and for attribute values in double quotes.
std::string escape_html(std::string_view text);
// For inside a <script>: "</" cannot end it.
std::string escape_script(std::string_view json);
// Replaces the first `marker`; nothing where it is not there.
void replace_marker(std::string& html, std::string_view marker, std::string_view by);

}  // namespace atelier::api
