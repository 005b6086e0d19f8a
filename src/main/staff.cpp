#include <cstdio>
#include <fstream>
#include <sstream>

#include "json/json.h"
#include "main/commands.h"
#include "main/process.h"
#include "security/identity.h"

namespace atelier::main {
namespace {

struct StaffAccount {
  std::string login;
  std::string name;
  std::vector<std::string> roles;
  std::vector<std::string> locations;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(StaffAccount, (), (login, name, roles, locations, password))

Task<Result<void>> put_all(events::Context& context, std::vector<StaffAccount> accounts) {
  security::Identity identity(context);
  for (auto& account : accounts) {
    auto done = co_await identity.put_staff(
        {.login = account.login, .name = account.name, .roles = account.roles, .locations = account.locations}, account.password);
    if (!done) co_return fail(done);
  }
  co_return Result<void>{};
}

}  // namespace

int import_staff(const config::Config& config, const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return report({ErrorKind::invalid, "file_unreadable", path + " cannot be read"});
  auto accounts = json::read<std::vector<StaffAccount>>(text.str());
  if (!accounts) return report({ErrorKind::invalid, "staff_invalid", path + ": " + json::to_string(accounts.error())});
  auto process = Process::start(config.store.data, Region::europe);
  if (!process) return report(process.error());
  const std::size_t count = accounts->size();
  auto done = run_until_done(put_all((*process)->context(), std::move(*accounts)));
  if (!done) return report(done.error());
  std::printf("%zu accounts of staff\n", count);
  return 0;
}

}  // namespace atelier::main
