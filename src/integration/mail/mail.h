// Port: mail to a customer.
//
// send() gives a message away once. A message has an id of its own (RFC 5322 §3.6.4), the same in every repeat, so that a mailbox or a
// person recognises one that came twice. Success: the other side has taken it.
// Errors: invalid "bad_address" (no mailbox can be called so), "mail_refused" (the server will never take it: 5yz): asking again helps
// nothing; unavailable: it was not taken, later perhaps; unknown: all of it was sent and the answer was lost, so it may have been taken.
//
// Header injection is impossible: control characters in names and subjects become blanks, an address with one is refused.
// Any thread; the answer comes on the caller's executor, within the adapter's timeout.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"

namespace atelier::integration {

struct Mailbox {
  std::string name;     // in any script; may be empty
  std::string address;  // "claire@example.com", also "jörg@exämple.de" (RFC 6531)
};

struct Attachment {
  std::string name;        // "MVFR-2026-000042.pdf"
  std::string media_type;  // "application/pdf"
  std::string bytes;
};

struct Mail {
  std::string id;  // "confirmation.evt_…@house.example", without angle brackets; [A-Za-z0-9._@-]
  Time date{};
  Mailbox from;
  Mailbox to;
  std::string language;  // BCP 47
  std::string subject;
  std::string text;  // UTF-8, lines end with \n
  std::string html;  // may be empty
  std::vector<Attachment> attachments;
};

class Mailer {
 public:
  virtual ~Mailer() = default;
  virtual std::string_view name() const = 0;
  virtual Task<Result<void>> send(Mail mail) = 0;
};

}  // namespace atelier::integration
