// Bodies in the codings browsers take. nullopt: the coding would not make it smaller.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atelier::http {

std::optional<std::string> gzip(std::string_view body, int level = 6);
std::optional<std::string> brotli(std::string_view body, int quality);

}  // namespace atelier::http
