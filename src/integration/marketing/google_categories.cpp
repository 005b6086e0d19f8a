#include "integration/marketing/google_categories.h"

#include <fstream>
#include <sstream>

namespace atelier::integration {

GoogleCategory GoogleCategories::find(std::string_view path) const {
  GoogleCategory found;
  // From the category up to the top: what is nearer wins.
  while (!path.empty()) {
    if (const auto at = by_path_.find(std::string(path)); at != by_path_.end()) {
      if (found.google.empty()) found.google = at->second.google;
      if (!found.gender) found.gender = at->second.gender;
      if (!found.apparel) found.apparel = at->second.apparel;
    }
    const auto slash = path.rfind('/');
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
  }
  return found;
}

Result<GoogleCategories> load_google_categories(const std::string& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) return fail(ErrorKind::invalid, "bad_google_categories", file + ": cannot be read");
  auto read = json::read<std::map<std::string, GoogleCategory>>(text.str());
  if (!read) return fail(ErrorKind::invalid, "bad_google_categories", file + ": " + json::to_string(read.error()));
  return GoogleCategories(std::move(*read));
}

}  // namespace atelier::integration
