#include "integration/mail/folder/mail_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "base/thread_executor.h"
#include "integration/mail/message.h"

namespace atelier::integration {
namespace {

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

class MailFolder final : public Mailer {
 public:
  explicit MailFolder(std::string folder) : folder_(std::move(folder)) {}
  std::string_view name() const override { return "folder"; }

  Task<Result<void>> send(Mail mail) override {
    auto message = to_message(mail);
    if (!message) co_return fail(message);
    Executor* here = Executor::current();
    co_await resume_on(writing_);
    auto kept = keep(mail.id, message->bytes);
    if (here != nullptr) co_await resume_on(*here);
    co_return kept;
  }

 private:
  // The id has only letters, digits, dots, dashes and one "@" (to_message checked): safe as a name.
  Result<void> keep(const std::string& id, std::string_view bytes) const {
    const std::string path = folder_ + "/" + id + ".eml";
    const std::string fresh = folder_ + "/." + id + ".new";
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    const bool written = file >= 0 && write_all(file, bytes);
    if (file >= 0) ::close(file);
    if (!written || ::rename(fresh.c_str(), path.c_str()) != 0) {
      ::unlink(fresh.c_str());
      return fail(ErrorKind::unavailable, "mail_folder_unwritable", folder_ + " cannot be written");
    }
    if (const int folder = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); folder >= 0) {
      ::fsync(folder);
      ::close(folder);
    }
    return {};
  }

  const std::string folder_;
  ThreadExecutor writing_;
};

}  // namespace

Result<std::unique_ptr<Mailer>> make_mail_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(ErrorKind::unavailable, "mail_folder_unwritable", folder + " cannot be made");
  return std::unique_ptr<Mailer>(std::make_unique<MailFolder>(folder));
}

}  // namespace atelier::integration
