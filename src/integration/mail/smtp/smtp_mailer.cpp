#include "integration/mail/smtp/smtp_mailer.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "base/thread_executor.h"
#include "integration/mail/message.h"

namespace atelier::integration {
namespace {

struct Upload {
  std::string_view rest;
  bool finished = false;  // all of it was handed over: only the answer was missing
};

std::size_t read_upload(char* buffer, std::size_t size, std::size_t count, void* context) {
  auto& upload = *static_cast<Upload*>(context);
  const auto length = std::min(size * count, upload.rest.size());
  std::memcpy(buffer, upload.rest.data(), length);
  upload.rest.remove_prefix(length);
  if (length == 0) upload.finished = true;
  return length;
}

class SmtpMailer final : public Mailer {
 public:
  explicit SmtpMailer(SmtpOptions options) : options_(std::move(options)) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    CHECK(ready == CURLE_OK, "libcurl could not begin");
    curl_ = curl_easy_init();
    CHECK(curl_ != nullptr, "libcurl has no memory");
  }
  ~SmtpMailer() override { curl_easy_cleanup(curl_); }
  std::string_view name() const override { return "smtp"; }

  Task<Result<void>> send(Mail mail) override {
    auto message = to_message(mail);
    if (!message) co_return fail(message);
    Executor* here = Executor::current();
    co_await resume_on(sending_);
    auto sent = perform(*message);
    if (here != nullptr) co_await resume_on(*here);
    co_return sent;
  }

 private:
  // On the sending thread, which alone uses the handle; the handle keeps its connection.
  Result<void> perform(const Message& message) {
    const std::string from = "<" + message.from + ">";
    const std::string to = "<" + message.to + ">";
    const std::unique_ptr<curl_slist, void (*)(curl_slist*)> recipients(curl_slist_append(nullptr, to.c_str()), curl_slist_free_all);
    Upload upload{message.bytes};
    char reason[CURL_ERROR_SIZE] = "";
    curl_easy_reset(curl_);
    const auto set = [&](CURLoption option, auto value) { CHECK(curl_easy_setopt(curl_, option, value) == CURLE_OK, "libcurl does not know an option"); };
    const bool implicit = options_.security == SmtpSecurity::tls;
    const std::string url = (implicit ? "smtps://" : "smtp://") + options_.host + ":" + std::to_string(options_.port) + "/" + options_.helo;
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_USE_SSL, static_cast<long>(options_.security == SmtpSecurity::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options_.ca_file.empty()) set(CURLOPT_CAINFO, options_.ca_file.c_str());
    if (!options_.user.empty()) {
      set(CURLOPT_USERNAME, options_.user.c_str());
      set(CURLOPT_PASSWORD, options_.password.c_str());
    }
    set(CURLOPT_MAIL_FROM, from.c_str());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_READFUNCTION, read_upload);
    set(CURLOPT_READDATA, &upload);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    // Also of the farewell: libcurl waits for the answer to its QUIT, two minutes where nothing else is said.
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, std::max(1L, static_cast<long>(options_.timeout.count() / 1000)));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, reason);
    const CURLcode code = curl_easy_perform(curl_);
    long answer = 0;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &answer);
    return outcome(code, answer, upload.finished, reason[0] != 0 ? reason : curl_easy_strerror(code));
  }

  static Result<void> outcome(CURLcode code, long answer, bool all_sent, const std::string& reason) {
    if (code == CURLE_OK) return {};
    // The last word of the server, where there was one: 4yz not now, 5yz never (RFC 5321 §4.2.1).
    const bool never = answer >= 500 && answer < 600;
    if (code == CURLE_LOGIN_DENIED) return fail(ErrorKind::unavailable, "smtp_denied", "the mail server refuses our name and password");
    if (never && (code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_RECV_ERROR)) return fail(ErrorKind::invalid, "mail_refused", reason);
    const bool refused = answer >= 400 && answer < 600 && code != CURLE_OPERATION_TIMEDOUT;
    if (all_sent && !refused) return fail(ErrorKind::unknown, "smtp_answer_lost", reason);
    return fail(ErrorKind::unavailable, "smtp_unreachable", reason);
  }

  const SmtpOptions options_;
  CURL* curl_ = nullptr;
  ThreadExecutor sending_;
};

}  // namespace

std::unique_ptr<Mailer> make_smtp_mailer(SmtpOptions options) { return std::make_unique<SmtpMailer>(std::move(options)); }

}  // namespace atelier::integration
