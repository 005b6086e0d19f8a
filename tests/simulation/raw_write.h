// One item as a commit left it, in nobody's types: what the auditor reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace atelier::simulation {

struct RawWrite {
  std::string_view table;
  std::string partition;
  std::string sort;
  bool deleted = false;
  std::string body;
  std::vector<std::pair<std::string, std::int64_t>> counters;
};

}  // namespace atelier::simulation
