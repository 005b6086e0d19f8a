#include "http/internal/tls.h"

#include <openssl/err.h>

namespace atelier::http::internal {
namespace {

std::string openssl_reason() {
  char text[256] = "unknown";
  if (const auto code = ERR_get_error()) ERR_error_string_n(code, text, sizeof text);
  ERR_clear_error();
  return text;
}

std::unexpected<Error> refuse(const std::string& what) {
  return fail(ErrorKind::invalid, "tls_files", what + ": " + openssl_reason());
}

// One read takes a whole record (SSL_set_read_ahead), writes may be partial and move, idle connections give their 34 KB back.
void set_shared_modes(SSL_CTX* context) {
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  // 1.2 without RSA key exchange, CBC and renegotiation.
  SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
}

}  // namespace

Result<TlsContext> make_server_context(const TlsOptions& options) {
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  if (!context) return refuse("OpenSSL cannot make a context");
  set_shared_modes(context.get());
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);  // tickets resume sessions, on every loop
  SSL_CTX_set_num_tickets(context.get(), 1);
  if (SSL_CTX_use_certificate_chain_file(context.get(), options.certificate_file.c_str()) != 1) {
    return refuse("certificate " + options.certificate_file);
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), options.key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    return refuse("key " + options.key_file);
  }
  if (SSL_CTX_check_private_key(context.get()) != 1) return refuse("key " + options.key_file + " is not the certificate's");
  return context;
}

Result<TlsContext> make_client_context(const std::string& ca_file) {
  TlsContext context(SSL_CTX_new(TLS_client_method()));
  if (!context) return refuse("OpenSSL cannot make a context");
  set_shared_modes(context.get());
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  const int loaded = ca_file.empty() ? SSL_CTX_set_default_verify_paths(context.get())
                                     : SSL_CTX_load_verify_locations(context.get(), ca_file.c_str(), nullptr);
  if (loaded != 1) return refuse("authorities " + ca_file);
  return context;
}

}  // namespace atelier::http::internal
