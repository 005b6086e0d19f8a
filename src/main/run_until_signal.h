// Ctrl-C and kill stop a server cleanly.
#pragma once

namespace atelier::main {

// Before the first thread is started: from then on SIGINT and SIGTERM are only taken by wait_for_stop_signal().
void hold_stop_signals();
// Returns when one of them came.
void wait_for_stop_signal();

}  // namespace atelier::main
