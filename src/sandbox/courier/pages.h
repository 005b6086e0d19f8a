// The sandbox courier's pages: its shipments with a button a step, and a label. Plain HTML that works without a script.
#pragma once

#include <string>
#include <vector>

#include "integration/courier/sandbox/messages.h"

namespace atelier::sandbox::courier {

std::string shipments_page(const std::vector<integration::sandbox_courier::ShipmentObject>& shipments);
// `text`: what stands on it, a line each.
std::string label_page(const std::vector<std::string>& text);

}  // namespace atelier::sandbox::courier
