// Letters to orders' customers: each event that a customer has to hear of becomes a record and an effect in one commit, the relay sends it.
//
// One letter an event, however often the event is told (the record's key must be absent). Sent at least once under a Message-ID that stays the
// same, so that a repeat is recognisable; a letter that is known to be sent is never sent again. What the other side did not take is tried
// again by the relay, later and later; what it will never take (no such mailbox) is noted in the record, and not tried again.
//
// A record holds no address and no name: both are read from the order when it is sent.
// Errors: those of the store and the mailer. Any thread.
#pragma once

#include <functional>
#include <string>

#include "events/decision.h"
#include "events/records.h"
#include "integration/mail/mail.h"
#include "order_management/letters/letter.h"

namespace atelier::order_management::letters {

inline constexpr char kLetterEffect[] = "letter.send";
// What happened longer ago is not written about: a store that begins to write letters does not write of last year's orders.
inline constexpr std::chrono::hours kStale{72};

enum class State { waiting, sent, refused };
BOOST_DESCRIBE_ENUM(State, waiting, sent, refused)

struct Letter {
  std::string id;  // Message-ID
  Kind kind = Kind::order_confirmation;
  State state = State::waiting;
  OrderId order;
  std::string delivery;             // a DeliveryId, or empty
  json::Nullable<Money> refunded;
  std::vector<RefundedLine> lines;  // of a refund
  std::string mailer;               // which adapter took it
  std::string error;                // why it was refused
  Time created_at{};
  json::Nullable<Time> sent_at;
};
BOOST_DESCRIBE_STRUCT(Letter, (), (id, kind, state, order, delivery, refunded, lines, mailer, error, created_at, sent_at))

struct LetterReference {
  OrderId order;
  std::string slot;  // "shipped/evt_…"
};
BOOST_DESCRIBE_STRUCT(LetterReference, (), (order, slot))
storage::Key letter_key(const OrderId& order, const std::string& slot);

// Which letter an event asks for, if any. "order.refunded" → refund.
std::optional<Kind> letter_for(std::string_view event_type);

class Letters {
 public:
  struct Options {
    integration::Mailbox from;
    std::string public_url;  // "https://shop…", without a slash at the end
    std::function<std::string(const OrderId&)> token_of;
  };
  // All are borrowed.
  Letters(events::Context& context, integration::Mailer& mailer, const TextsByLanguage& texts, const markets::AddressForms& forms, Options options)
      : context_(context), mailer_(mailer), texts_(texts), forms_(forms), options_(std::move(options)) {}

  // A consumer of the journal. Harmless when repeated.
  Task<Result<void>> hear(events::EventRecord event);
  // The relay's handler of kLetterEffect. Harmless when repeated.
  Task<Result<void>> send(events::EffectRecord effect);

 private:
  Task<Result<integration::Mail>> compose(const Letter& letter);
  Task<Result<void>> note(LetterReference reference, State state, std::string error);

  events::Context& context_;
  integration::Mailer& mailer_;
  const TextsByLanguage& texts_;
  const markets::AddressForms& forms_;
  const Options options_;
};

}  // namespace atelier::order_management::letters
