// Every adapter of the mail port does what integration/mail/mail.h promises. SMTP is held against a server process (smtp_server.py); what
// arrives is read by another hand than ours (Python's email package, read_mail.py).
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/thread_executor.h"
#include "integration/mail/folder/mail_folder.h"
#include "integration/mail/message.h"
#include "integration/mail/smtp/smtp_mailer.h"
#include "json/json.h"

namespace atelier::integration {

struct SeenAttachment {
  std::string name, type, bytes;
};
BOOST_DESCRIBE_STRUCT(SeenAttachment, (), (name, type, bytes))
struct SeenMail {
  std::vector<std::string> names;
  std::string test_to, encrypted, from, to, subject, id, date, language, text, html;
  std::vector<SeenAttachment> attachments;
  std::vector<std::string> wrong;
};
BOOST_DESCRIBE_STRUCT(SeenMail, (), (names, test_to, encrypted, from, to, subject, id, date, language, text, html, attachments, wrong))

namespace {

namespace fs = std::filesystem;

std::string output_of(const std::string& command) {
  std::string text;
  if (FILE* pipe = popen(command.c_str(), "r")) {
    char buffer[4096];
    for (std::size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, got);
    pclose(pipe);
  }
  return text;
}

// A folder of its own, gone afterwards.
struct Folder {
  fs::path path;
  Folder() {
    std::string made = (fs::temp_directory_path() / "mail-test-XXXXXX").string();
    path = ::mkdtemp(made.data());
  }
  ~Folder() { fs::remove_all(path); }

  std::vector<SeenMail> mails() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.path().extension() == ".eml") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    if (files.empty()) return {};
    std::string command = PYTHON " " MAIL_TOOLS "/read_mail.py";
    for (const auto& file : files) command += " '" + file.string() + "'";
    const auto seen = output_of(command);
    auto mails = json::read<std::vector<SeenMail>>(seen);
    EXPECT_TRUE(mails) << seen;
    return mails ? std::move(*mails) : std::vector<SeenMail>{};
  }
};

class SmtpServer {
 public:
  explicit SmtpServer(const std::string& mode) {
    const auto tls = (folder_.path / "tls").string();
    fs::create_directory(tls);
    certificate_ = tls + "/cert.pem";
    output_of("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " +
              tls + "/key.pem -out " + certificate_ + " 2>/dev/null");
    int to_child[2];
    int from_child[2];
    if (::pipe2(to_child, O_CLOEXEC) != 0 || ::pipe2(from_child, O_CLOEXEC) != 0) return;
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(to_child[0], 0);
      ::dup2(from_child[1], 1);
      ::execl(PYTHON, PYTHON, MAIL_TOOLS "/smtp_server.py", folder_.path.c_str(), certificate_.c_str(), (tls + "/key.pem").c_str(), mode.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(to_child[0]);
    ::close(from_child[1]);
    stdin_ = to_child[1];
    std::string line;
    for (char letter = 0; ::read(from_child[0], &letter, 1) == 1 && letter != '\n';) line += letter;
    ::close(from_child[0]);
    port_ = std::atoi(line.c_str());
  }
  ~SmtpServer() {
    ::close(stdin_);  // it ends with its input
    if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
  }

  int port() const { return port_; }
  const std::string& certificate() const { return certificate_; }
  const Folder& folder() const { return folder_; }

 private:
  Folder folder_;
  std::string certificate_;
  int port_ = 0;
  int stdin_ = -1;
  pid_t pid_ = -1;
};

SmtpOptions options_for(const SmtpServer& server, SmtpSecurity security) {
  return {.host = "127.0.0.1", .port = server.port(), .security = security, .user = security == SmtpSecurity::none ? "" : "house",
          .password = "let me in", .helo = "shop.test", .ca_file = server.certificate(), .timeout = Milliseconds{10'000}};
}

Mail letter(std::string to = "claire@example.com") {
  return {.id = "confirmation.evt_e01@house.test",
          .date = *parse_rfc3339("2026-11-23T09:30:00Z"),
          .from = {"Maison Verrane", "clients@house.test"},
          .to = {"Claire Martin", std::move(to)},
          .language = "fr",
          .subject = "Votre commande MV-26-E004711",
          .text = "Bonjour,\n\nvotre commande est confirmée.\n.\nFrom the house\n",
          .html = "<p>Bonjour,</p><p>votre commande est confirmée.</p>\n"};
}

// Each adapter with what it has taken.
struct Adapter {
  std::unique_ptr<SmtpServer> server;
  std::unique_ptr<Folder> folder;
  std::unique_ptr<Mailer> mailer;
  std::vector<SeenMail> taken() const { return server ? server->folder().mails() : folder->mails(); }
  Result<void> send(Mail mail) { return run_until_done(mailer->send(std::move(mail))); }
};
Adapter make(const std::string& name) {
  Adapter adapter;
  if (name == "folder") {
    adapter.folder = std::make_unique<Folder>();
    adapter.mailer = std::move(*make_mail_folder(adapter.folder->path.string()));
    return adapter;
  }
  adapter.server = std::make_unique<SmtpServer>(name);
  const auto security = name == "starttls" ? SmtpSecurity::starttls : name == "tls" ? SmtpSecurity::tls : SmtpSecurity::none;
  adapter.mailer = make_smtp_mailer(options_for(*adapter.server, security));
  return adapter;
}

class MailPort : public ::testing::TestWithParam<std::string> {
 protected:
  Adapter adapter = make(GetParam());
};
INSTANTIATE_TEST_SUITE_P(Adapters, MailPort, ::testing::Values("folder", "starttls", "tls", "plain"), [](const auto& info) { return info.param; });

TEST_P(MailPort, a_message_arrives_whole) {
  const auto mail = letter();
  { const auto sent = adapter.send(mail); ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail; }
  const auto taken = adapter.taken();
  ASSERT_EQ(taken.size(), 1u);
  const auto& seen = taken[0];
  EXPECT_TRUE(seen.wrong.empty()) << seen.wrong.front();
  EXPECT_EQ(seen.from, "Maison Verrane <clients@house.test>");
  EXPECT_EQ(seen.to, "Claire Martin <claire@example.com>");
  EXPECT_EQ(seen.subject, mail.subject);
  EXPECT_EQ(seen.id, "<" + mail.id + ">");
  EXPECT_EQ(seen.date, "2026-11-23T09:30:00+00:00");
  EXPECT_EQ(seen.language, "fr");
  EXPECT_EQ(seen.text.substr(0, mail.text.size()), mail.text);
  EXPECT_EQ(seen.html.substr(0, mail.html.size()), mail.html);
  if (adapter.server) EXPECT_EQ(seen.encrypted, GetParam() == "plain" ? "no" : "yes");
}

TEST_P(MailPort, every_script_arrives_in_names_subjects_texts_and_files) {
  static const char* kNames[] = {"田中 花子", "김서연", "王小明", "Jörg \"der Große\" Müller, sen.", "Ωμέγα Ελληνικά Ονόματα που είναι πολύ μακριά για μία γραμμή", "=?UTF-8?B?aGk=?="};
  std::vector<Mail> mails;
  for (const auto* name : kNames) {
    auto mail = letter();
    mail.id = "script." + std::to_string(mails.size()) + "@house.test";
    mail.to.name = name;
    mail.subject = std::string("Bestätigung für ") + name + " — ご注文 확인 订单确认, and a long tail of plain words that has to be folded somewhere";
    mail.text = std::string(name) + "\n" + std::string(3'000, 'x') + "\n" + "ダブルブレスト カシミヤコート\n";
    mail.attachments = {{"請求書 " + std::to_string(mails.size()) + ".pdf", "application/pdf", std::string("%PDF-\0\r\n.\r\n\xff", 12)}};
    const auto sent = adapter.send(mail);
    ASSERT_TRUE(sent) << name << ": " << sent.error().code << " " << sent.error().detail;
    mails.push_back(std::move(mail));
  }
  const auto taken = adapter.taken();
  ASSERT_EQ(taken.size(), mails.size());
  for (std::size_t i = 0; i < mails.size(); ++i) {
    const auto& seen = taken[i];
    EXPECT_TRUE(seen.wrong.empty()) << seen.wrong.front();
    EXPECT_TRUE(seen.to.contains("claire@example.com"));
    EXPECT_EQ(seen.subject, mails[i].subject);
    EXPECT_EQ(seen.text.substr(0, mails[i].text.size()), mails[i].text);
    ASSERT_EQ(seen.attachments.size(), 1u);
    EXPECT_EQ(seen.attachments[0].name, mails[i].attachments[0].name);
    EXPECT_EQ(seen.attachments[0].type, "application/pdf");
    EXPECT_EQ(seen.attachments[0].bytes, "JVBERi0ADQouDQr/");
  }
}

TEST_P(MailPort, what_a_customer_wrote_never_becomes_a_header) {
  auto mail = letter();
  mail.to.name = "Claire\r\nBcc: thief@example.com\r\n\r\nBody";
  mail.subject = "Hello\nX-Injected: yes\r\n\r\n<script>";
  mail.from.name = "House\r\n";
  mail.language = "fr\r\nX-Injected: yes";
  mail.attachments = {{"a\"\r\nX-Injected: yes.pdf", "application/pdf\r\nX-Injected: yes", "x"}};
  { const auto sent = adapter.send(mail); ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail; }
  const auto taken = adapter.taken();
  ASSERT_EQ(taken.size(), 1u);
  const std::vector<std::string> expected = {"Date", "From", "To", "Subject", "Message-ID", "Content-Language", "Auto-Submitted", "MIME-Version", "Content-Type"};
  EXPECT_EQ(taken[0].names, expected);
  EXPECT_TRUE(taken[0].to.contains("claire@example.com")) << taken[0].to;
}

TEST_P(MailPort, what_cannot_be_an_address_is_refused_and_nothing_is_sent) {
  for (const auto* address : {"", "claire", "claire@", "@example.com", "claire@example.com\r\nBcc: thief@example.com", "claire@example.com>", "a b@example.com",
                              "claire@exa mple.com", "a,b@example.com", "a@b@example.com", "claire@-.com", "claire@example.com\x01"}) {
    const auto sent = adapter.send(letter(address));
    ASSERT_FALSE(sent) << address;
    EXPECT_EQ(sent.error().kind, ErrorKind::invalid) << address;
    EXPECT_EQ(sent.error().code, "bad_address") << address;
  }
  auto mail = letter();
  mail.id = "a>\r\nBcc: x@y";
  EXPECT_EQ(adapter.send(mail).error().code, "bad_message_id");
  mail.id = "../../etc/passwd";
  EXPECT_EQ(adapter.send(mail).error().code, "bad_message_id");
  EXPECT_TRUE(adapter.taken().empty());
}

TEST_P(MailPort, addresses_in_other_scripts_are_written_as_their_domains_ask) {
  ASSERT_TRUE(adapter.send(letter("jörg@exämple.de")));
  const auto taken = adapter.taken();
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_TRUE(taken[0].to.contains("jörg@xn--exmple-cua.de")) << taken[0].to;
  if (adapter.server) EXPECT_EQ(taken[0].test_to, "jörg@xn--exmple-cua.de");
}

TEST_P(MailPort, a_repeat_has_the_same_id) {
  { const auto sent = adapter.send(letter()); ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail; }
  { const auto sent = adapter.send(letter()); ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail; }
  for (const auto& seen : adapter.taken()) EXPECT_EQ(seen.id, "<confirmation.evt_e01@house.test>");
}

// --- what only a server can say ---

class SmtpAnswers : public ::testing::TestWithParam<std::string> {
 protected:
  Adapter adapter = make(GetParam());
};
INSTANTIATE_TEST_SUITE_P(Security, SmtpAnswers, ::testing::Values("starttls", "tls"), [](const auto& info) { return info.param; });

TEST_P(SmtpAnswers, not_now_is_unavailable_and_never_is_invalid) {
  const std::map<std::string, std::pair<ErrorKind, std::string>> expected = {{"busy@example.com", {ErrorKind::unavailable, "smtp_unreachable"}},
                                                                             {"later@example.com", {ErrorKind::unavailable, "smtp_unreachable"}},
                                                                             {"nobody@example.com", {ErrorKind::invalid, "mail_refused"}},
                                                                             {"never@example.com", {ErrorKind::invalid, "mail_refused"}}};
  for (const auto& [address, error] : expected) {
    const auto sent = adapter.send(letter(address));
    ASSERT_FALSE(sent) << address;
    EXPECT_EQ(sent.error().kind, error.first) << address << " " << sent.error().detail;
    EXPECT_EQ(sent.error().code, error.second) << address;
  }
  EXPECT_TRUE(adapter.taken().empty());
  EXPECT_TRUE(adapter.send(letter()));  // the connection is good again
}

TEST_P(SmtpAnswers, a_lost_answer_is_unknown) {
  const auto sent = adapter.send(letter("lost@example.com"));
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, ErrorKind::unknown) << sent.error().detail;
  EXPECT_EQ(adapter.taken().size(), 1u);
}

TEST(Smtp, a_server_that_never_answers_is_unknown_after_the_timeout) {
  SmtpServer server("tls");
  auto options = options_for(server, SmtpSecurity::tls);
  options.timeout = Milliseconds{5'000};  // enough to connect and send on a busy machine: what is asked is what follows
  const auto sent = run_until_done(make_smtp_mailer(options)->send(letter("slow@example.com")));
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, ErrorKind::unknown) << sent.error().code << " " << sent.error().detail;
}

TEST(Smtp, a_wrong_password_a_missing_server_and_a_strange_certificate_are_unavailable) {
  SmtpServer server("starttls");
  auto wrong = options_for(server, SmtpSecurity::starttls);
  wrong.password = "guess";
  EXPECT_EQ(run_until_done(make_smtp_mailer(wrong)->send(letter())).error().code, "smtp_denied");
  auto strange = options_for(server, SmtpSecurity::starttls);
  strange.ca_file = "/etc/ssl/certs/ca-certificates.crt";
  EXPECT_EQ(run_until_done(make_smtp_mailer(strange)->send(letter())).error().kind, ErrorKind::unavailable);
  auto missing = options_for(server, SmtpSecurity::starttls);
  missing.port = 1;
  EXPECT_EQ(run_until_done(make_smtp_mailer(missing)->send(letter())).error().kind, ErrorKind::unavailable);
  EXPECT_TRUE(server.folder().mails().empty());
}

TEST(Smtp, a_server_without_starttls_gets_nothing_in_clear) {
  SmtpServer server("plain");
  auto options = options_for(server, SmtpSecurity::starttls);
  const auto sent = run_until_done(make_smtp_mailer(options)->send(letter()));
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, ErrorKind::unavailable);
  EXPECT_TRUE(server.folder().mails().empty());
}

TEST(MailFolderTest, a_repeat_is_one_file) {
  auto adapter = make("folder");
  { const auto sent = adapter.send(letter()); ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail; }
  { const auto sent = adapter.send(letter()); ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail; }
  EXPECT_EQ(adapter.taken().size(), 1u);
}

}  // namespace
}  // namespace atelier::integration
