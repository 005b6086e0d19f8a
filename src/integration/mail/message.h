// A mail as the bytes that travel: RFC 5322 with MIME (RFC 2045–2047, 2231), internationalised addresses as RFC 6532 has them. Pure.
#pragma once

#include <string>
#include <string_view>

#include "integration/mail/mail.h"

namespace atelier::integration {

// The envelope's form of an address: its domain in ASCII (UTS 46), its local part as it is. Errors: invalid "bad_address".
Result<std::string> envelope_address(std::string_view address);

struct Message {
  std::string bytes;  // lines end with CRLF, none is longer than 998 octets (headers: 78 characters where words allow it)
  std::string from;   // for the envelope
  std::string to;
  bool utf8_address = false;  // a local part has letters beyond ASCII: the server must know SMTPUTF8 (RFC 6531)
};
// Errors: invalid "bad_address", "bad_message_id".
Result<Message> to_message(const Mail& mail);

}  // namespace atelier::integration
