// Mail through an SMTP server (RFC 5321), by libcurl: STARTTLS or TLS from the first byte, AUTH, internationalised addresses where the
// server knows SMTPUTF8.
#pragma once

#include <memory>

#include "integration/mail/mail.h"

namespace atelier::integration {

enum class SmtpSecurity {
  starttls,  // RFC 3207; a server that does not offer it gets nothing
  tls,       // RFC 8314 §3.3, port 465
  none,      // for a server on the same machine
};

struct SmtpOptions {
  std::string host;
  int port = 587;
  SmtpSecurity security = SmtpSecurity::starttls;
  std::string user;      // empty: no AUTH
  std::string password;
  std::string helo;      // our name, "shop.example"
  std::string ca_file;   // empty: the system's
  Milliseconds timeout{30'000};  // of a whole message; RFC 5321 §4.5.3.2 allows servers minutes, a queue of ours does the waiting
};

// Errors: unavailable "smtp_unreachable" (no connection, no TLS, not taken yet: 4yz), "smtp_denied" (our name and password are refused); invalid
// "mail_refused" (5yz to the recipient or the message); unknown "smtp_answer_lost".
// Connections are kept; one thread sends, a message after the other.
std::unique_ptr<Mailer> make_smtp_mailer(SmtpOptions options);

}  // namespace atelier::integration
