// A courier's adapter with the other side of it: a server on a free port that tests can let things happen at.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "http/client.h"
#include "integration/courier/courier.h"

namespace atelier::integration::conformance {

inline const Time kNow = from_unix_ms(1'795'000'000'000);

struct Message {
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class CourierUnderTest {
 public:
  virtual ~CourierUnderTest() = default;
  virtual Courier& courier() = 0;
  // The same adapter with another key, or an address where nobody is.
  virtual std::unique_ptr<Courier> with_key(const std::string& key) = 0;
  virtual std::unique_ptr<Courier> at(const std::string& base_url) = 0;

  // On the courier's side: it happens to a shipment, and a message is left.
  virtual void happens(const std::string& courier_reference, CourierStep step, const std::string& reason = {}) = 0;
  // What was left since the last time, signed at kNow; oldest first.
  virtual std::vector<Message> messages() = 0;
  virtual Message signed_at(const std::string& body, Time when) = 0;
  virtual Message forged(const std::string& body) = 0;
  virtual std::string about_something_else() = 0;  // a body that is not about a delivery of ours
  virtual void breaks_down(bool down) = 0;         // answers 500
};

using MakeCourier = std::unique_ptr<CourierUnderTest> (*)();
std::unique_ptr<CourierUnderTest> make_sandbox_under_test();
// Speaks with other words than ours, so that the mapping of fields is tried, too.
std::unique_ptr<CourierUnderTest> make_http_under_test();

}  // namespace atelier::integration::conformance
