// Phone numbers by the rules of their country (libphonenumber, metadata of ITU-T E.164 plans). Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atelier::markets {

// "03-1234-5678" in JP → "+81312345678" (E.164). nullopt: it cannot be a number of that country, nor an international one ("+44 …").
std::optional<std::string> normalise_phone(std::string_view phone, std::string_view country);

}  // namespace atelier::markets
