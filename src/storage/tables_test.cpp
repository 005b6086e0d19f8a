#include "storage/tables.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

namespace atelier::storage {
namespace {

TEST(Tables, no_two_rooms_take_the_same_id_or_name) {
  std::set<int> ids;
  std::set<std::string_view> names;
  for (const auto& table : kAllTables) {
    EXPECT_TRUE(ids.insert(table.id).second) << "twice: id " << int{table.id} << " of " << table.name;
    EXPECT_TRUE(names.insert(table.name).second) << "twice: " << table.name;
    EXPECT_GT(table.id, 0);
    EXPECT_LT(table.id, 200) << "200 and above are for tests";
  }
}

TEST(Tables, the_list_of_all_has_every_table_of_the_header) {
  std::ifstream header("src/storage/tables.h");
  if (!header) GTEST_SKIP() << "run from the repository's root";
  std::size_t declared = 0;
  for (std::string line; std::getline(header, line);)
    declared += line.starts_with("inline constexpr Table ") && line.find("[]") == line.npos ? 1 : 0;
  EXPECT_EQ(declared, std::size(kAllTables));
}

}  // namespace
}  // namespace atelier::storage
