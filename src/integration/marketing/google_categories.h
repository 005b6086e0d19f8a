// Our categories in Google's product taxonomy, from config/google_categories.json.
//
// google_product_category may be an id or the whole path (support.google.com/merchants/answer/6324436); paths are what a person can check. A category
// that is not named takes its parent's; gender and apparel are the parent's, too, where they are left out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "json/json.h"

namespace atelier::integration {

struct GoogleCategory {
  std::string google;                 // "Apparel & Accessories > Clothing > Dresses"; "" where there is none
  std::optional<std::string> gender;  // female, male, unisex
  std::optional<bool> apparel;        // Google then wants an age group, too
};
BOOST_DESCRIBE_STRUCT(GoogleCategory, (), (google, gender, apparel))

class GoogleCategories {
 public:
  explicit GoogleCategories(std::map<std::string, GoogleCategory> by_path) : by_path_(std::move(by_path)) {}
  GoogleCategory find(std::string_view path) const;
  const std::map<std::string, GoogleCategory>& all() const { return by_path_; }

 private:
  std::map<std::string, GoogleCategory> by_path_;
};

// Error invalid "bad_google_categories" names the file and what is wrong.
Result<GoogleCategories> load_google_categories(const std::string& file);

}  // namespace atelier::integration
