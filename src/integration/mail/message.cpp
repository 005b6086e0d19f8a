#include "integration/mail/message.h"

#include <unicode/idna.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <vector>

namespace atelier::integration {
namespace {

constexpr std::size_t kLine = 76;           // RFC 2045 §6.7, 6.8: encoded lines
constexpr std::size_t kEncodedWord = 75;    // RFC 2047 §2
constexpr std::size_t kMostAddress = 254;   // RFC 5321 §4.5.3.1.3, less its brackets

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string base64(std::string_view bytes, std::size_t line = 0) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::size_t in_line = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[at])) : 0u; };
    const unsigned group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    out += kDigits[group >> 18];
    out += kDigits[group >> 12 & 63];
    out += i + 1 < bytes.size() ? kDigits[group >> 6 & 63] : '=';
    out += i + 2 < bytes.size() ? kDigits[group & 63] : '=';
    in_line += 4;
    if (line != 0 && in_line >= line) {
      out += "\r\n";
      in_line = 0;
    }
  }
  if (line != 0 && in_line != 0) out += "\r\n";
  return out;
}

// RFC 2045 §6.7. Lines of `text` end with \n.
std::string quoted_printable(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  std::size_t in_line = 0;
  const auto put = [&](std::string_view piece) {
    if (in_line + piece.size() > kLine - 1) {
      out += "=\r\n";
      in_line = 0;
    }
    out += piece;
    in_line += piece.size();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c == '\n') {
      out += "\r\n";
      in_line = 0;
      continue;
    }
    if (c == '\r') continue;
    const bool last_of_line = i + 1 == text.size() || text[i + 1] == '\n';
    const bool plain = (c > 32 && c < 127 && c != '=') || (c == ' ' && !last_of_line);
    // A dot alone at a line's start ends a mail for careless programs; "From " is mangled by mbox.
    const bool risky = in_line == 0 && (c == '.' || c == 'F');
    if (plain && !risky) {
      put(std::string_view(&text[i], 1));
    } else {
      const char encoded[] = {'=', kHex[c >> 4], kHex[c & 15]};
      put(std::string_view(encoded, 3));
    }
  }
  return out + "\r\n";
}

// What a person wrote into a header, without what would end it.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return out;
}

// Splits UTF-8 before `most` bytes, between characters.
std::string_view take(std::string_view& text, std::size_t most) {
  std::size_t end = std::min(most, text.size());
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  const auto head = text.substr(0, end);
  text.remove_prefix(end);
  return head;
}

// Encoded words of base64, folded between them. `used`: columns of the header's name before the first.
std::string encoded_words(std::string_view text, std::size_t used) {
  constexpr std::string_view kBegin = "=?UTF-8?B?";
  std::string out;
  while (!text.empty()) {
    const std::size_t room = kEncodedWord - kBegin.size() - 2 - (out.empty() ? used : 1);
    if (!out.empty()) out += "\r\n ";
    out += std::string(kBegin) + base64(take(text, room / 4 * 3)) + "?=";
  }
  return out;
}

// Unstructured text (a subject): as it is where that is safe, folded at blanks; encoded otherwise.
std::string unstructured(std::string_view raw, std::size_t used) {
  const std::string text = one_line(raw);
  const bool long_word = [&] {
    std::size_t word = 0;
    for (const char c : text) {
      word = c == ' ' ? 0 : word + 1;
      if (word > 60) return true;
    }
    return false;
  }();
  if (!is_ascii(text) || text.contains("=?") || long_word || text.starts_with(' ') || text.ends_with(' ')) return encoded_words(text, used);
  std::string out;
  std::size_t column = used;
  for (std::size_t at = 0; at < text.size();) {
    auto end = text.find(' ', at + 1);
    if (end == std::string::npos) end = text.size();
    const auto word = text.substr(at, end - at);  // with its blank before it
    if (column + word.size() > 78 && word.size() > 1 && word.front() == ' ' && at != 0) {
      out += "\r\n";
      column = 0;
    }
    out += word;
    column += word.size();
    at = end;
  }
  return out;
}

std::string display_name(std::string_view raw) {
  const std::string name = one_line(raw);
  if (!is_ascii(name) || name.contains("=?")) return encoded_words(name, 6);
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

// The header's form keeps the domain as people read it where the local part needs RFC 6532 anyway; else all of it is ASCII.
std::string mailbox(const Mailbox& box, const std::string& address) {
  if (box.name.empty()) return address;
  const auto name = display_name(box.name);
  const auto line = name.size() - (name.rfind('\n') == std::string::npos ? 0 : name.rfind('\n') + 1);
  return name + (line + address.size() > 66 ? "\r\n <" : " <") + address + ">";
}

std::string date_of(Time time) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = to_unix_ms(time) / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d +0000", kDays[utc.tm_wday], utc.tm_mday, kMonths[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour,
                utc.tm_min, utc.tm_sec);
  return text;
}

// The shorter of both codings: quoted-printable for Latin, base64 for the rest.
std::string text_part(std::string_view type, std::string_view text) {
  const auto quoted = quoted_printable(text);
  const auto coded = base64(text, kLine);
  const bool readable = quoted.size() <= coded.size();
  return "Content-Type: " + std::string(type) + "; charset=utf-8\r\nContent-Transfer-Encoding: " + (readable ? "quoted-printable" : "base64") + "\r\n\r\n" +
         (readable ? quoted : coded);
}

// RFC 2231 where the name is not ASCII.
std::string file_name(std::string_view raw) {
  std::string name = one_line(raw);
  std::ranges::replace_if(name, [](char c) { return c == '"' || c == '\\' || c == '/'; }, '_');
  if (is_ascii(name)) return "filename=\"" + name + "\"";
  std::string coded;
  char hex[4];
  for (const unsigned char c : name) {
    if (std::isalnum(c) || c == '.' || c == '-' || c == '_') {
      coded += static_cast<char>(c);
    } else {
      std::snprintf(hex, sizeof hex, "%%%02X", c);
      coded += hex;
    }
  }
  return "filename*=UTF-8''" + coded;
}

std::string attachment_part(const Attachment& attachment) {
  return "Content-Type: " + one_line(attachment.media_type) + "\r\nContent-Disposition: attachment;\r\n " + file_name(attachment.name) +
         "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(attachment.bytes, kLine);
}

std::string multipart(const std::string& kind, const std::string& boundary, const std::vector<std::string>& parts) {
  std::string out = "Content-Type: multipart/" + kind + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
  for (const auto& part : parts) out += "--" + boundary + "\r\n" + part + "\r\n";
  return out + "--" + boundary + "--\r\n";
}

bool is_message_id(std::string_view id) {
  const auto at = id.find('@');
  const bool plain = std::ranges::all_of(id, [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '_' || c == '-' || c == '@'; });
  return plain && at != std::string_view::npos && at > 0 && at + 1 < id.size() && id.find('@', at + 1) == std::string_view::npos && id.size() <= 200;
}

}  // namespace

Result<std::string> envelope_address(std::string_view address) {
  const auto bad = [&] { return fail(ErrorKind::invalid, "bad_address", "expected an address as claire@example.com"); };
  const auto at = address.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size() || address.size() > kMostAddress) return bad();
  for (const unsigned char c : address) {
    if (c <= 0x20 || c == 0x7f || c == '<' || c == '>' || c == ',' || c == ';' || c == ':' || c == '"' || c == '\\' || c == '(' || c == ')' || c == '[' || c == ']') return bad();
  }
  if (address.substr(0, at).contains('@')) return bad();
  const auto domain = address.substr(at + 1);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI, status));
  if (U_FAILURE(status) || !idna) return fail(ErrorKind::internal, "idna_missing", "ICU has no IDNA data");
  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  icu::IDNAInfo info;
  idna->nameToASCII_UTF8({domain.data(), static_cast<int32_t>(domain.size())}, sink, info, status);
  if (U_FAILURE(status) || info.hasErrors() || ascii.empty()) return bad();
  return std::string(address.substr(0, at + 1)) + ascii;
}

Result<Message> to_message(const Mail& mail) {
  if (!is_message_id(mail.id)) return fail(ErrorKind::invalid, "bad_message_id", "expected letters, digits, dots, dashes and one @: " + one_line(mail.id));
  auto from = envelope_address(mail.from.address);
  if (!from) return fail(from);
  auto to = envelope_address(mail.to.address);
  if (!to) return fail(to);

  // No line of the parts can begin with it: "=" is written "=3D" in quoted-printable, and base64 has no "_".
  const std::string boundary = "=_" + mail.id.substr(0, mail.id.find('@')).substr(0, 50);
  std::string body = mail.html.empty() ? text_part("text/plain", mail.text)
                                       : multipart("alternative", boundary + ".a", {text_part("text/plain", mail.text), text_part("text/html", mail.html)});
  if (!mail.attachments.empty()) {
    std::vector<std::string> parts = {std::move(body)};
    for (const auto& attachment : mail.attachments) parts.push_back(attachment_part(attachment));
    body = multipart("mixed", boundary + ".m", parts);
  }
  Message message{.from = std::move(*from), .to = std::move(*to)};
  message.utf8_address = !is_ascii(message.from) || !is_ascii(message.to);
  message.bytes = "Date: " + date_of(mail.date) + "\r\nFrom: " + mailbox(mail.from, message.from) + "\r\nTo: " + mailbox(mail.to, message.to) +
                  "\r\nSubject: " + unstructured(mail.subject, 9) + "\r\nMessage-ID:\r\n <" + mail.id + ">\r\nContent-Language: " + one_line(mail.language) +
                  "\r\nAuto-Submitted: auto-generated\r\n"  // RFC 3834: no out-of-office answers to a machine
                  "MIME-Version: 1.0\r\n" +
                  body;
  return message;
}

}  // namespace atelier::integration
