// TLS of the server, by OpenSSL directly: a context for all connections.
#pragma once

#include <openssl/ssl.h>

#include <memory>

#include "base/result.h"
#include "http/server.h"

namespace atelier::http::internal {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSession {
  void operator()(SSL* session) const { SSL_free(session); }
};
using TlsContext = std::unique_ptr<SSL_CTX, FreeContext>;
using TlsSession = std::unique_ptr<SSL, FreeSession>;

// Error{invalid, "tls_files"} that names the file and OpenSSL's reason.
Result<TlsContext> make_server_context(const TlsOptions& options);
// For calls out: the system's authorities or those of `ca_file`; the peer must prove its name.
Result<TlsContext> make_client_context(const std::string& ca_file);

}  // namespace atelier::http::internal
