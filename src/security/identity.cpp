#include "security/identity.h"

#include <algorithm>

#include "base/random.h"
#include "base/text.h"
#include "security/crypto.h"
#include "storage/tables.h"

namespace atelier::security {
namespace {

storage::Key staff_key(std::string_view login) { return {storage::kStaff, std::string(login), ""}; }
storage::Key customer_key(std::string_view id) { return {storage::kCustomers, std::string(id), ""}; }
storage::Key email_key(std::string_view email) { return {storage::kCustomers, "email/" + std::string(email), ""}; }

// Verified against where the name is unknown. Of a password that nobody has.
constexpr char kNobody[] = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

template <class T>
Task<Result<std::optional<T>>> read(storage::Store& store, storage::Key key, std::string what) {
  auto item = co_await store.get(std::move(key));
  if (!item) co_return fail(item);
  if (!*item) co_return std::optional<T>{};
  auto record = json::read_record<T>((*item)->body, what);
  if (!record) co_return fail(record);
  co_return std::optional<T>(std::move(*record));
}

std::unexpected<Error> wrong_credentials() {
  return fail(ErrorKind::denied, "wrong_credentials", "the name or the password is wrong");
}

}  // namespace

Task<Result<std::string>> Identity::hash(std::string password) {
  if (waiting_.fetch_add(1) >= kMostWaiting) {
    --waiting_;
    co_return fail(ErrorKind::exhausted, "too_many_sign_ins", "too many people sign in at once; try again in a moment");
  }
  Completion<std::string> hashed;
  hasher_.post([this, resolve = hashed.resolver(), password = std::move(password)] {
    SystemRandom random;
    --waiting_;
    resolve(hash_password(password, random));
  });
  co_return co_await hashed;
}

Task<Result<bool>> Identity::verify(std::string encoded, std::string password) {
  if (waiting_.fetch_add(1) >= kMostWaiting) {
    --waiting_;
    co_return fail(ErrorKind::exhausted, "too_many_sign_ins", "too many people sign in at once; try again in a moment");
  }
  Completion<bool> verified;
  hasher_.post([this, resolve = verified.resolver(), encoded = std::move(encoded), password = std::move(password)] {
    --waiting_;
    resolve(verify_password(encoded, password));
  });
  co_return co_await verified;
}

bool Identity::may_try(const std::string& name) {
  const Time now = context_.clock.now();
  std::lock_guard lock(mutex_);
  const auto found = failures_.find(name);
  if (found == failures_.end()) return true;
  auto& times = found->second;
  while (!times.empty() && times.front() + kAttemptWindow < now) times.pop_front();
  if (times.empty()) {
    failures_.erase(found);
    return true;
  }
  return times.size() < kMostAttempts;
}

void Identity::note_failure(const std::string& name) {
  std::lock_guard lock(mutex_);
  if (failures_.size() >= kMostNames) failures_.clear();  // an attack on very many names: the hashing itself slows it down
  failures_[name].push_back(context_.clock.now());
}

Task<Result<void>> Identity::put_staff(StaffMember member, std::string password) {
  auto hashed = co_await hash(std::move(password));
  if (!hashed) co_return fail(hashed);
  member.password_hash = std::move(*hashed);
  storage::Commit commit;
  commit.add(storage::Put{.key = staff_key(member.login), .body = json::write(member)});
  co_return storage::to_result(co_await context_.store.commit(std::move(commit)));
}

Task<Result<StaffMember>> Identity::check_staff(std::string login, std::string password) {
  const std::string name = "staff/" + login;
  if (login.empty()) co_return wrong_credentials();
  if (!may_try(name)) co_return fail(ErrorKind::exhausted, "too_many_attempts", "too many wrong passwords; try again in 15 minutes");
  auto member = co_await read<StaffMember>(context_.store, staff_key(login), "staff " + login);
  if (!member) co_return fail(member);
  auto right = co_await verify(*member ? (*member)->password_hash : kNobody, std::move(password));
  if (!right) co_return fail(right);
  if (!*right || !*member || !(*member)->active) {
    note_failure(name);
    co_return wrong_credentials();
  }
  co_return std::move(**member);
}

Task<Result<Customer>> Identity::register_customer(Customer customer, std::string password) {
  auto hashed = co_await hash(std::move(password));
  if (!hashed) co_return fail(hashed);
  const Time now = context_.clock.now();
  customer.id = CustomerId::make(context_.region, now, context_.random);
  customer.created_at = now;
  customer.password_hash = std::move(*hashed);
  events::Decision decision;
  decision.write(storage::Put{.key = email_key(customer.email), .body = customer.id.text(), .condition = storage::Absent{}});
  decision.write(storage::Put{.key = customer_key(customer.id.text()), .body = json::write(customer), .condition = storage::Absent{}});
  // Nothing of the person: who may know more asks by the id.
  decision.events.push_back({.type = "customer.registered", .subject = customer.id.text(), .data = "{}"});
  auto committed = storage::to_result(co_await context_.store.commit(events::to_commit(std::move(decision), context_.region, now, context_.random)));
  if (!committed && committed.error().kind == ErrorKind::conflict) {
    co_return fail(ErrorKind::conflict, "email_taken", "somebody is registered with this e-mail address");
  }
  if (!committed) co_return fail(committed);
  co_return customer;
}

Task<Result<Customer>> Identity::check_customer(std::string email, std::string password) {
  const auto normal = base::normalise_email(email);
  if (!normal) co_return wrong_credentials();
  const std::string name = "customer/" + *normal;
  if (!may_try(name)) co_return fail(ErrorKind::exhausted, "too_many_attempts", "too many wrong passwords; try again in 15 minutes");
  auto id = co_await context_.store.get(email_key(*normal));
  if (!id) co_return fail(id);
  std::optional<Customer> customer;
  if (*id) {
    auto found = co_await read<Customer>(context_.store, customer_key((*id)->body), "a customer");
    if (!found) co_return fail(found);
    customer = std::move(*found);
  }
  auto right = co_await verify(customer ? customer->password_hash : kNobody, std::move(password));
  if (!right) co_return fail(right);
  if (!*right || !customer) {
    note_failure(name);
    co_return wrong_credentials();
  }
  co_return std::move(*customer);
}

Task<Result<Customer>> Identity::read_customer(std::string id) {
  auto customer = co_await read<Customer>(context_.store, customer_key(id), "a customer");
  if (!customer) co_return fail(customer);
  if (!*customer) co_return fail(ErrorKind::not_found, "customer_not_found", "there is no such customer");
  co_return std::move(**customer);
}

}  // namespace atelier::security
