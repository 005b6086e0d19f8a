#include "main/house.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>

#include "base/random.h"

namespace atelier::main {

Result<HouseRules> load_house_rules(const std::string& folder) {
  auto markets = markets::load_markets(folder + "/markets.toml");
  if (!markets) return fail(markets);
  auto taxes = markets::load_tax_rates(folder + "/tax_rates.toml");
  if (!taxes) return fail(taxes);
  auto shipping = markets::load_shipping(folder + "/shipping.toml");
  if (!shipping) return fail(shipping);
  auto addresses = markets::load_address_forms(folder + "/address_forms.json");
  if (!addresses) return fail(addresses);
  return HouseRules{std::move(*markets), std::move(*taxes), std::move(*shipping), std::move(*addresses)};
}

Result<std::string> load_or_make_secret(const std::string& path) {
  std::array<std::byte, 32> bytes;
  if (const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); made >= 0) {
    SystemRandom random;
    random.fill(bytes);
    const auto written = ::write(made, bytes.data(), bytes.size());
    const bool synced = ::fsync(made) == 0;
    ::close(made);
    if (written != static_cast<ssize_t>(bytes.size()) || !synced) {
      ::unlink(path.c_str());
      return fail(ErrorKind::unavailable, "secret_unwritable", path + " cannot be written");
    }
  }
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  std::string secret = text.str();
  if (secret.size() != bytes.size()) return fail(ErrorKind::invalid, "secret_unreadable", path + ": expected 32 bytes that this user may read");
  return secret;
}

}  // namespace atelier::main
