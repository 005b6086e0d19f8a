// Who people are: staff and customers, with passwords kept as argon2id.
//
// Hashing takes some 20 ms of a core: it is done on a thread of its own with a bounded queue, so a burst of sign-ins never stops an event
// loop. Ten wrong passwords for one name within 15 minutes close that name for the rest of them (NIST SP 800-63B §5.2.2 asks for a limit).
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/thread_executor.h"
#include "events/decision.h"
#include "json/json.h"
#include "security/sessions.h"

namespace atelier::security {

struct StaffMember {
  std::string login;
  std::string name;
  std::vector<std::string> roles;
  std::vector<std::string> locations;
  std::string password_hash;
  bool active = true;
};
BOOST_DESCRIBE_STRUCT(StaffMember, (), (login, name, roles, locations, password_hash, active))

struct Customer {
  CustomerId id;
  std::string email;
  std::string given_name;
  std::string family_name;
  std::string locale;
  std::string market;
  std::string password_hash;
  Time created_at{};
};
BOOST_DESCRIBE_STRUCT(Customer, (), (id, email, given_name, family_name, locale, market, password_hash, created_at))

class Identity {
 public:
  explicit Identity(events::Context& context) : context_(context) {}

  // Adds or replaces a member of staff; the password is given in clear.
  Task<Result<void>> put_staff(StaffMember member, std::string password);

  // Errors: denied "wrong_credentials", whatever was wrong; exhausted "too_many_attempts".
  Task<Result<StaffMember>> check_staff(std::string login, std::string password);

  // Error conflict "email_taken".
  Task<Result<Customer>> register_customer(Customer customer, std::string password);
  Task<Result<Customer>> check_customer(std::string email, std::string password);
  Task<Result<Customer>> read_customer(std::string id);

 private:
  static constexpr std::size_t kMostWaiting = 200;  // some 4 s of hashing; more is refused
  static constexpr std::size_t kMostAttempts = 10;
  static constexpr std::size_t kMostNames = 100'000;
  static constexpr std::chrono::minutes kAttemptWindow{15};

  Task<Result<std::string>> hash(std::string password);
  // Also for a name that does not exist, at the same cost: the time it takes tells nobody who is known here.
  Task<Result<bool>> verify(std::string encoded, std::string password);
  bool may_try(const std::string& name);
  void note_failure(const std::string& name);

  events::Context& context_;
  std::atomic<std::size_t> waiting_{0};
  std::mutex mutex_;
  std::map<std::string, std::deque<Time>> failures_;  // guarded by mutex_
  ThreadExecutor hasher_;
};

}  // namespace atelier::security
