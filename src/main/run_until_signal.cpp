#include "main/run_until_signal.h"

#include <csignal>
#include <pthread.h>

namespace atelier::main {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

void hold_stop_signals() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void wait_for_stop_signal() {
  const sigset_t signals = stop_signals();
  int came = 0;
  while (sigwait(&signals, &came) != 0) {
  }
}

}  // namespace atelier::main
