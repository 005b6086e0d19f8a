// What a client may ask of the server, each bound with its reason. A violation is answered with a problem and closes the connection.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/clock.h"

namespace atelier::http {

struct ServerLimits {
  // Request line and headers. Ours are under 2 KB; cookies and tracing headers of proxies add some; nginx takes 32 KB too. → 431
  std::size_t header_bytes = 32 * 1024;
  std::size_t header_count = 100;        // browsers send 20 → 431
  std::size_t target_bytes = 8 * 1024;   // RFC 9112 §3 asks for 8,000 at least; a search with every facet is 2 KB → 414

  // Bodies of routes that say no other. Our largest JSON (an item with all its texts and variants) is 200 KB. → 413
  std::size_t body_bytes = 1024 * 1024;
  // All bodies in memory together, so that many clients at once cannot use up what one may. → 503
  std::size_t all_bodies_bytes = 256 * 1024 * 1024;
  // The size line of a chunk and the trailers: nobody sends more than a few dozen bytes. → 400
  std::size_t chunk_overhead_bytes = 4 * 1024;

  // Slow clients (slowloris): a phone on a bad line sends a head in a second or two.
  Milliseconds first_byte{10'000};  // from the connection to its first byte, TLS handshake included. Closed without an answer
  Milliseconds whole_head{10'000};  // from a request's first byte to the end of its head → 408
  Milliseconds body_grace{20'000};  // a body may take this long …
  std::size_t body_bytes_per_second = 4 * 1024;  // … and this much longer per byte received; slower is 408
  Milliseconds idle{65'000};        // between requests; longer than the 60 s of usual load balancers, so that they close first
  Milliseconds stalled_write{30'000};  // the client takes nothing of its answer: closed

  // All loops together; a connection costs some 10 KB, so 20,000 are 200 MB. → 503
  std::size_t connections = 20'000;
  // Requests of one connection are answered one after another, in order; what was sent ahead waits in this many bytes (and then in the
  // kernel's buffer, which slows the sender): one request in flight a connection.
  std::size_t read_ahead_bytes = 64 * 1024;

  // After stop(): how long what was accepted may take. Longer than the slowest call a handler makes (PSP: 5 s).
  Milliseconds shutdown_grace{10'000};
};

}  // namespace atelier::http
