#include "order_management/letters/letter.h"

#include <algorithm>

#include "base/text.h"
#include "markets/addresses/address_lines.h"
#include "markets/format/format.h"

namespace atelier::order_management::letters {
namespace {

// What both forms say, as it is to be read.
struct Line {
  std::string title;
  std::string details;
  std::string quantity;
  std::string amount;
  std::string photo;  // its address, or empty
  std::string alt;
};
struct Content {
  std::string language;
  std::string subject;
  std::string heading;
  std::string greeting;
  std::string lead;
  std::string action;
  std::string action_url;
  std::vector<std::string> remarks;
  std::vector<Line> lines;
  std::vector<std::pair<std::string, std::string>> sums;  // the last is the one that counts
  std::vector<std::string> taxes;
  std::string address_title;
  std::vector<std::string> address;
  std::string document;
  std::string document_url;
  std::string signature;
  std::string footer;
};

const Text& text_of(const Texts& texts, Kind kind) {
  switch (kind) {
    case Kind::order_confirmation: return texts.order_confirmation;
    case Kind::payment_failed: return texts.payment_failed;
    case Kind::shipped: return texts.shipped;
    case Kind::delivery_failed: return texts.delivery_failed;
    case Kind::refund: return texts.refund;
  }
  return texts.order_confirmation;
}

class Writer {
 public:
  Writer(const LetterFacts& facts, const Texts& texts, const markets::AddressForms& forms) : f_(facts), o_(*facts.order), t_(texts), forms_(forms) {}

  Content content() const {
    const auto& text = text_of(t_, f_.kind);
    const Money amount = f_.refunded ? *f_.refunded : o_.totals.total;
    const std::vector<std::pair<std::string_view, std::string>> values = {
        {"name", markets::person_name(o_.shipping_address)}, {"number", o_.number}, {"amount", money(amount)}};
    Content c{.language = o_.locale,
              .subject = fill(text.subject, values),
              .heading = fill(text.heading, values),
              .greeting = fill(t_.greeting, values),
              .lead = fill(text.lead, values),
              .action = text.action,
              .action_url = f_.kind == Kind::shipped && !f_.tracking_url.empty() ? f_.tracking_url : f_.order_url,
              .signature = t_.signature,
              .footer = t_.footer};
    if (f_.kind == Kind::refund) {
      add_refund(c);
    } else {
      for (const auto& line : o_.lines) c.lines.push_back(line_of(line, line.quantity, line.total));
      if (f_.kind == Kind::order_confirmation || f_.kind == Kind::payment_failed) add_sums(c);
    }
    if (f_.kind == Kind::order_confirmation || f_.kind == Kind::shipped || f_.kind == Kind::delivery_failed) add_delivery(c);
    if (!f_.invoice_url.empty() && f_.kind != Kind::payment_failed) {
      c.document = t_.invoice;
      c.document_url = f_.invoice_url;
    }
    return c;
  }

 private:
  std::string money(Money amount) const { return markets::format_money(amount, o_.locale); }

  Line line_of(const OrderLine& sold, int quantity, std::optional<Money> amount) const {
    Line line{.title = sold.title, .quantity = fill(t_.quantity, {{"quantity", std::to_string(quantity)}}), .amount = amount ? money(*amount) : ""};
    for (const auto& option : sold.options) line.details += (line.details.empty() ? "" : " · ") + (option.label.empty() ? option.value : option.label);
    if (sold.photo && !f_.media_url.empty()) {
      line.photo = f_.media_url + sold.photo->hash + "/160.jpg";
      line.alt = sold.photo->alt;
    }
    return line;
  }

  void add_refund(Content& c) const {
    for (const auto& refunded : f_.refunded_lines) {
      const auto sold = std::ranges::find(o_.lines, refunded.sku, &OrderLine::sku);
      if (sold != o_.lines.end()) c.lines.push_back(line_of(*sold, std::max(1, refunded.quantity), refunded.amount));
    }
    if (f_.refunded) c.sums.emplace_back(t_.refunded, money(*f_.refunded));
  }

  void add_sums(Content& c) const {
    c.sums.emplace_back(t_.subtotal, money(o_.totals.subtotal));
    if (o_.totals.shipping) c.sums.emplace_back(t_.delivery, money(*o_.totals.shipping));
    c.sums.emplace_back(t_.total, money(o_.totals.total));
    for (const auto& tax : o_.totals.tax_lines) {
      c.taxes.push_back(fill(t_.taxes, {{"tax", tax.name + " " + markets::format_percent(tax.rate_percent, o_.locale) + " " + money(tax.tax)}}));
    }
  }

  void add_delivery(Content& c) const {
    c.address_title = t_.delivered_to;
    c.address = markets::address_lines(o_.shipping_address, forms_);
    c.address.insert(c.address.begin(), markets::person_name(o_.shipping_address));
    c.address.push_back(markets::country_name(o_.shipping_address.country, o_.locale));
    if (f_.kind == Kind::delivery_failed || o_.shipping_method.earliest.empty()) return;
    c.remarks.push_back(fill(t_.expected, {{"earliest", markets::format_day(o_.shipping_method.earliest, o_.locale)},
                                           {"latest", markets::format_day(o_.shipping_method.latest, o_.locale)}}));
  }

  const LetterFacts& f_;
  const Order& o_;
  const Texts& t_;
  const markets::AddressForms& forms_;
};

std::string as_text(const Content& c) {
  std::string out = c.greeting + "\n\n" + c.heading + ".\n" + c.lead + "\n";
  for (const auto& remark : c.remarks) out += remark + "\n";
  out += "\n" + c.action + ":\n" + c.action_url + "\n\n";
  for (const auto& line : c.lines) {
    out += "- " + line.quantity + " " + line.title + (line.details.empty() ? "" : " (" + line.details + ")") + (line.amount.empty() ? "" : "  " + line.amount) + "\n";
  }
  if (!c.lines.empty()) out += "\n";
  for (const auto& [name, value] : c.sums) out += name + "  " + value + "\n";
  for (const auto& tax : c.taxes) out += tax + "\n";
  if (!c.address.empty()) {
    out += "\n" + c.address_title + ":\n";
    for (const auto& line : c.address) out += line + "\n";
  }
  if (!c.document_url.empty()) out += "\n" + c.document + ":\n" + c.document_url + "\n";
  return out + "\n" + c.signature + "\n\n-- \n" + c.footer + "\n";
}

// Mail programs know little of CSS: tables, and styles on the elements themselves. Ivory, ink, hairlines; nothing is told by a picture alone.
constexpr char kSerif[] = "font-family:'Cormorant Garamond','EB Garamond',Garamond,'Hiragino Mincho ProN','Noto Serif CJK JP','Songti SC',Georgia,serif;";
constexpr char kSans[] = "font-family:Inter,'Helvetica Neue',Arial,'Hiragino Sans','Noto Sans CJK JP','PingFang SC','Apple SD Gothic Neo',sans-serif;";

class Html {
 public:
  explicit Html(const Content& content) : c_(content) {}

  std::string write() const {
    std::string out = "<!DOCTYPE html>\n<html lang=\"" + e(c_.language) +
                      "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light\"><title>" +
                      e(c_.subject) + "</title></head>\n<body style=\"margin:0;background:#F6F2EA;color:#1A1916;" + kSans +
                      "font-size:15px;line-height:1.6\">\n"
                      "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#F6F2EA\"><tr><td align=\"center\" style=\"padding:40px 20px\">\n"
                      "<table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" style=\"width:100%;max-width:600px;text-align:left\">\n";
    out += row("<div style=\"" + std::string(kSerif) + "font-size:26px;letter-spacing:.01em;padding-bottom:22px;border-bottom:1px solid #1A1916\">" + e(c_.signature) + "</div>");
    out += row("<h1 style=\"" + std::string(kSerif) + "font-weight:400;font-size:32px;line-height:1.2;margin:44px 0 26px\">" + e(c_.heading) + "</h1>");
    out += row("<p style=\"margin:0 0 14px\">" + e(c_.greeting) + "</p><p style=\"margin:0 0 14px\">" + e(c_.lead) + "</p>" + remarks());
    out += row("<a href=\"" + e(c_.action_url) + "\" style=\"display:inline-block;margin:18px 0 40px;padding:14px 30px;background:#1F3B33;color:#F6F2EA;text-decoration:none;font-size:14px;letter-spacing:.02em\">" +
               e(c_.action) + "</a>");
    out += row(lines() + sums() + address() + document());
    out += row("<p style=\"margin:48px 0 0;padding-top:18px;border-top:1px solid #D9D2C5;color:#6E675D;font-size:12px;line-height:1.6\">" + e(c_.footer) + "</p>");
    return out + "</table>\n</td></tr></table>\n</body></html>\n";
  }

 private:
  static std::string e(std::string_view text) { return base::escape_markup(text); }
  static std::string row(const std::string& inside) { return "<tr><td>" + inside + "</td></tr>\n"; }

  std::string remarks() const {
    std::string out;
    for (const auto& remark : c_.remarks) out += "<p style=\"margin:0 0 14px;color:#6E675D\">" + e(remark) + "</p>";
    return out;
  }

  std::string lines() const {
    if (c_.lines.empty()) return "";
    std::string out = "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"border-top:1px solid #D9D2C5\">\n";
    const std::string cell = "padding:16px 0;border-bottom:1px solid #D9D2C5;vertical-align:top;";
    const bool pictures = std::ranges::any_of(c_.lines, [](const Line& line) { return !line.photo.empty(); });
    for (const auto& line : c_.lines) {
      out += "<tr>";
      if (pictures) {
        out += "<td width=\"88\" style=\"" + cell + "width:88px\">";
        if (!line.photo.empty()) out += "<img src=\"" + e(line.photo) + "\" alt=\"" + e(line.alt) + "\" width=\"72\" height=\"90\" style=\"display:block;border:0;background:#EDE7DB\">";
        out += "</td>";
      }
      out += "<td style=\"" + cell + "\">" + e(line.title);
      if (!line.details.empty()) out += "<div style=\"color:#6E675D;font-size:13px\">" + e(line.details) + "</div>";
      out += "</td><td align=\"right\" style=\"" + cell + "white-space:nowrap;padding-left:16px;font-variant-numeric:lining-nums tabular-nums\">" + e(line.amount) +
             "<div style=\"color:#6E675D;font-size:13px\">" + e(line.quantity) + "</div></td></tr>\n";
    }
    return out + "</table>\n";
  }

  std::string sums() const {
    if (c_.sums.empty()) return "";
    std::string out = "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:18px 0 0\">\n";
    for (const auto& [name, value] : c_.sums) {
      const bool counts = &name == &c_.sums.back().first;
      const std::string style = counts ? std::string(kSerif) + "font-size:24px;padding-top:10px;" : "";
      out += "<tr><td style=\"padding:3px 0;" + std::string(counts ? "padding-top:14px" : "") + "\">" + e(name) + "</td><td align=\"right\" style=\"padding:3px 0;font-variant-numeric:lining-nums tabular-nums;" + style + "\">" + e(value) + "</td></tr>\n";
    }
    for (const auto& tax : c_.taxes) out += "<tr><td colspan=\"2\" align=\"right\" style=\"color:#6E675D;font-size:13px\">" + e(tax) + "</td></tr>\n";
    return out + "</table>\n";
  }

  std::string address() const {
    if (c_.address.empty()) return "";
    std::string out = "<p style=\"margin:36px 0 6px;color:#6E675D;font-size:13px\">" + e(c_.address_title) + "</p><p style=\"margin:0\">";
    for (const auto& line : c_.address) out += (&line == &c_.address.front() ? "" : "<br>") + e(line);
    return out + "</p>\n";
  }

  std::string document() const {
    if (c_.document_url.empty()) return "";
    return "<p style=\"margin:30px 0 0\"><a href=\"" + e(c_.document_url) + "\" style=\"color:#1A1916\">" + e(c_.document) + "</a></p>\n";
  }

  const Content& c_;
};

}  // namespace

Written write_letter(const LetterFacts& facts, const TextsByLanguage& texts, const markets::AddressForms& forms) {
  const auto content = Writer(facts, texts_in(texts, facts.order->locale), forms).content();
  return {content.subject, as_text(content), Html(content).write()};
}

}  // namespace atelier::order_management::letters
