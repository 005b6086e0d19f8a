// An address as people of its country write it on an envelope. Pure.
#pragma once

#include <string>
#include <vector>

#include "markets/addresses/addresses.h"

namespace atelier::markets {

// "田中 花子" in Japan, China and Korea, "Claire Martin" elsewhere.
std::string person_name(const Address& address);

// The region's word ("東京都" for JP-13) where its form lists the choices, what was written otherwise.
std::string region_name(const Address& address, const AddressForms& forms);

// Without the person and the country: company, street, place with its postal code, in the country's order (UPU, Postal Addressing Systems).
std::vector<std::string> address_lines(const Address& address, const AddressForms& forms);

}  // namespace atelier::markets
