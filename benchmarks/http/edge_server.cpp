// Serves what nginx serves from the same folder: each file of 2 KB as a rendered answer at /items/<name>, plain and over TLS.
//
//   edge_server FOLDER PLAIN_PORT TLS_PORT CERTIFICATE KEY LOOPS
#include <signal.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "http/server.h"

int main(int count, char** given) {
  using namespace atelier::http;
  if (count != 7) {
    std::fprintf(stderr, "usage: edge_server FOLDER PLAIN_PORT TLS_PORT CERTIFICATE KEY LOOPS\n");
    return 2;
  }
  std::map<std::string, std::shared_ptr<const RenderedAnswer>, std::less<>> answers;
  for (const auto& entry : std::filesystem::directory_iterator(given[1])) {
    std::ifstream file(entry.path());
    const std::string body((std::istreambuf_iterator<char>(file)), {});
    answers[entry.path().filename().string()] = RenderedAnswer::make(200, body, {});
  }
  Router router;
  router.add_hot(Method::get, "/items/{name}", [&answers](const Request& request) {
    const auto found = answers.find(request.parameter("name"));
    return found == answers.end() ? nullptr : found->second;
  });

  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  ServerOptions options;
  options.listeners = {{.port = static_cast<std::uint16_t>(std::stoi(given[2]))},
                       {.port = static_cast<std::uint16_t>(std::stoi(given[3])), .tls = true}};
  options.tls = TlsOptions{.certificate_file = given[4], .key_file = given[5]};
  options.loops = static_cast<std::size_t>(std::stoi(given[6]));
  options.pin_loops = true;  // as nginx's worker_cpu_affinity: where the scheduler puts two threads is not what is measured
  auto server = Server::start(std::move(options), router);
  if (!server) {
    std::fprintf(stderr, "%s\n", server.error().detail.c_str());
    return 1;
  }
  int signal = 0;
  sigwait(&stop, &signal);
  (*server)->stop();
}
