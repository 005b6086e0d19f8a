// What each page shows: its title, description, structured data and first content. Pure over a snapshot.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "markets/shipping/shipping.h"
#include "shopping/views.h"

namespace atelier::api {

struct PageContent {
  std::string title;
  std::string description;
  std::string json_ld;             // one JSON document, or empty
  std::string body;                // HTML
  std::string preload_photo;       // hash, or empty
  std::vector<std::string> reads;  // targets of the app's first data
  bool indexed = true;
  int status = 200;
};

// `rest`: the path after /{market}/{locale}, as "items/riding-boot" or "".
PageContent content_of(const shopping::Snapshot& snapshot, const shopping::Audience& audience, std::string_view rest, std::string_view query,
                       const std::string& public_url);

}  // namespace atelier::api
