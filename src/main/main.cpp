// atelier: one program, a subcommand for each job. Finds the command and its options, then hands over to commands.h.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "main/commands.h"
#include "observability/log.h"

namespace atelier::main {
namespace {

std::string environment_value(const std::map<std::string, std::string>& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : found->second;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

// "unknown word 'sreve'; did you mean 'serve'?" instead of CLI11's list of everything that is wrong.
int report_unknown_word(const CLI::App& app, const std::string& word) {
  const auto known = command_names(app);
  const auto near = base::nearest_word(word, known);
  std::fprintf(stderr, "atelier: there is no command '%s'%s%s%s\n", word.c_str(), near.empty() ? "" : "; did you mean '", near.c_str(),
               near.empty() ? " (see atelier --help)" : "'?");
  return 2;
}

}  // namespace

int report(const Error& error) {
  std::fprintf(stderr, "atelier: %s\n", (error.detail.empty() ? error.code : error.detail).c_str());
  return 1;
}

int run(int argc, char** argv) {
  CLI::App app("atelier: an online store for a house with shops around the world");
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "help of every command");

  std::string config_file;
  std::map<std::string, std::string> given;  // setting → value, from flags
  std::string path;
  SandboxOptions sandbox;
  int (*command)(const config::Config&) = nullptr;
  int (*command_with_path)(const config::Config&, const std::string&) = nullptr;
  int (*sandbox_command)(const SandboxOptions&) = nullptr;

  const auto flag = [&](CLI::App* sub, const std::string& name, const std::string& setting, const std::string& what) {
    sub->add_option_function<std::string>(name, [&given, setting](const std::string& value) { given[setting] = value; }, what);
  };
  const auto with_config = [&](CLI::App* sub) {
    sub->add_option("--config", config_file, "TOML file with settings (atelier config prints all of them)");
    flag(sub, "--data", "store.data", "folder of the store");
    return sub;
  };
  const auto plain = [&](const char* name, const char* what, int (*run_it)(const config::Config&)) {
    auto* sub = with_config(app.add_subcommand(name, what));
    sub->callback([&command, run_it] { command = run_it; });
    return sub;
  };
  const auto with_path = [&](CLI::App& parent, const char* name, const char* what, const char* path_what,
                             int (*run_it)(const config::Config&, const std::string&)) {
    auto* sub = with_config(parent.add_subcommand(name, what));
    sub->add_option("path", path, path_what)->required();
    sub->callback([&command_with_path, run_it] { command_with_path = run_it; });
    return sub;
  };

  auto* serve_command = plain("serve", "run the store", serve);
  flag(serve_command, "--port", "http.port", "TCP port");
  flag(serve_command, "--address", "http.address", "IP address to listen on");
  flag(serve_command, "--public-url", "site.public_url", "how customers reach the store");
  with_path(app, "import", "load a catalogue: a Shopify product CSV, or a folder in Atelier's own format", "CSV file or folder", import_catalogue);
  with_path(app, "export", "write all items as a Shopify product CSV", "file to write, - for standard output", export_items);
  plain("check", "verify the data: stock and payments against their ledgers, invoices against their orders", check_data);
  auto* reconcile = with_config(app.add_subcommand("reconcile", "match a provider's settlement file with the payments; what differs is kept for support"));
  std::string provider;
  reconcile->add_option("--provider", provider, "whose file it is: sandbox, stripe, adyen, paypal")->required();
  reconcile->add_option("path", path, "CSV file")->required();
  bool wants_reconcile = false;
  reconcile->callback([&wants_reconcile] { wants_reconcile = true; });
  with_path(app, "backup", "copy the store's data while nothing is lost", "folder to write", backup_data);
  with_path(app, "restore", "bring a backup back into an empty data folder", "folder of the backup", restore_data);
  auto* staff = app.add_subcommand("staff", "accounts of staff")->require_subcommand(1);
  with_path(*staff, "import", "add or replace accounts from a JSON file", "JSON file", import_staff);
  plain("config", "print every setting with its value and what it is for", [](const config::Config& config) {
    std::fputs(config::print(config).c_str(), stdout);
    return 0;
  });

  const auto environment = config::environment();
  auto* sandboxes = app.add_subcommand("sandbox", "stand-ins for outside services, each a process of its own")->require_subcommand(1);
  const auto sandbox_sub = [&](const char* name, const char* what, const char* prefix, int (*run_it)(const SandboxOptions&)) {
    auto* sub = sandboxes->add_subcommand(name, what);
    sub->add_option("--data", sandbox.data, "folder of its own store")->required();
    sub->add_option("--port", sandbox.port, "TCP port")->required()->check(CLI::Range(1, 65535));
    sub->add_option("--store-url", sandbox.store_url, "the store its webhooks go to")->required();
    sub->footer(std::string("Keys from the environment: ") + prefix + "_SECRET_KEY, " + prefix + "_WEBHOOK_SECRET");
    sub->callback([&, prefix = std::string(prefix), run_it] {
      sandbox.secret_key = environment_value(environment, prefix + "_SECRET_KEY");
      sandbox.webhook_secret = environment_value(environment, prefix + "_WEBHOOK_SECRET");
      sandbox_command = run_it;
    });
    return sub;
  };
  sandbox_sub("psp", "payment provider with a hosted page and test cards", "ATELIER_PSP", sandbox_psp);
  auto* courier = sandbox_sub("courier", "courier who collects and delivers by himself", "ATELIER_COURIER", sandbox_courier);
  courier->add_option("--until-collected-ms", sandbox.until_collected_ms, "from the request to the collection (8000)");
  courier->add_option("--until-delivered-ms", sandbox.until_delivered_ms, "from the collection to the delivery (12000)");

  if (argc > 1 && argv[1][0] != '-') {
    const auto names = command_names(app);
    if (std::ranges::find(names, argv[1]) == names.end()) return report_unknown_word(app, argv[1]);
  }
  CLI11_PARSE(app, argc, argv);

  if (sandbox_command != nullptr) {
    log::start({});
    const int code = sandbox_command(sandbox);
    log::stop();
    return code;
  }
  auto config = config::load(config_file, environment);
  for (const auto& [name, value] : given) {
    if (!config) break;
    if (auto done = config::set(*config, name, value); !done) config = std::unexpected(done.error());
  }
  if (!config) return report(config.error());
  if (wants_reconcile) {
    const int code = reconcile_file(*config, provider, path);
    log::stop();
    return code;
  }
  const int code = command_with_path != nullptr ? command_with_path(*config, path) : command(*config);
  log::stop();
  return code;
}

}  // namespace atelier::main

int main(int argc, char** argv) { return atelier::main::run(argc, argv); }
