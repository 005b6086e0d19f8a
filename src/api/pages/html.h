// Pieces of the pages' HTML.
#pragma once

#include <string>
#include <string_view>

namespace atelier::api {

// For inside a <script>: "</" cannot end it.
std::string escape_script(std::string_view json);
// Replaces the first `marker`; nothing where it is not there.
void replace_marker(std::string& html, std::string_view marker, std::string_view by);

}  // namespace atelier::api
