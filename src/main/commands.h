// What each subcommand of `atelier` does. Each returns the process's exit code (0: done) and prints errors to stderr.
#pragma once

#include <string>

#include "main/config/config.h"

namespace atelier::main {

int serve(const config::Config& config);

struct SandboxOptions {
  std::string data;        // folder of its own store
  std::int64_t port = 0;
  std::string store_url;   // where its webhooks go
  std::string secret_key;
  std::string webhook_secret;
  std::int64_t until_collected_ms = 8'000;   // courier: from the request
  std::int64_t until_delivered_ms = 12'000;  // courier: from the collection
};
int sandbox_psp(const SandboxOptions& options);
int sandbox_courier(const SandboxOptions& options);

int import_catalogue(const config::Config& config, const std::string& path);
int export_items(const config::Config& config, const std::string& path);
int check_data(const config::Config& config);
// Matches a provider's settlement file with the payments; prints what differs. 0: nothing does.
int reconcile_file(const config::Config& config, const std::string& provider, const std::string& path);
int backup_data(const config::Config& config, const std::string& folder);
int restore_data(const config::Config& config, const std::string& folder);
int import_staff(const config::Config& config, const std::string& path);

// "atelier: <detail>" on stderr; 1.
int report(const Error& error);

}  // namespace atelier::main
